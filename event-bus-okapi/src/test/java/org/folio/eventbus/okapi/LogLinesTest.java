/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.base.log.LogCode;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What is logged stays in its line: with log4j2-json.properties a JSON object that has its code
 * apart, otherwise a text without control characters.
 */
class LogLinesTest {

  /** Writes two lines. */
  static final class Speaker {
    public static void main(String[] arguments) {
      LoggerFactory.getLogger(Speaker.class)
          .info("{} It \"serves\"\non two lines", LogCode.STARTED);
      LoggerFactory.getLogger(Speaker.class)
          .error(
              "without a code",
              new IllegalStateException("x\nforged\u001b[31m", new IOException("deep")));
    }
  }

  private static String said(String configuration) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The tests have a configuration of their own, which would be found first.
                "-Dlog4j.configurationFile=" + configuration,
                "-cp",
                System.getProperty("java.class.path"),
                Speaker.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void linesAreObjects() throws Exception {
    String output = said("log4j2-json.properties");

    List<JsonObject> lines = output.lines().map(JsonObject::new).toList();
    assertThat(lines).as(output).hasSize(2);
    assertThat(lines.get(0).getString("code")).isEqualTo(LogCode.STARTED.toString());
    assertThat(lines.get(0).getString("message")).contains("It \"serves\"\non two lines");
    assertThat(lines.get(0).getString("level")).isEqualTo("INFO");
    assertThat(Instant.parse(lines.get(0).getString("time"))).isBefore(Instant.now());
    assertThat(lines.get(1).getString("code")).isEmpty();
    assertThat(lines.get(1).getString("exception")).contains("IllegalStateException: x");
  }

  @Test
  void nothingThatIsLoggedBeginsALineOfItsOwn() throws Exception {
    List<String> lines = said("log4j2.properties").lines().toList();

    assertThat(lines.get(0)).endsWith("It \"serves\"?on two lines");
    assertThat(lines.get(1)).endsWith("without a code");
    assertThat(lines.get(2)).endsWith("IllegalStateException: x?forged?[31m");
    assertThat(lines.subList(3, lines.size()))
        .isNotEmpty()
        .allMatch(
            line ->
                line.startsWith("\tat ")
                    || line.startsWith("\t... ")
                    || line.startsWith("Caused by: "))
        .anyMatch(line -> line.equals("Caused by: java.io.IOException: deep"));
  }
}
