/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The module as a process: what an operator sees who has made a mistake. */
@Tag("long")
class ProcessStartTest {

  // A process starts and asks both servers in 11 s on a quiet machine, and three builds share one.
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Map<String, String> NOBODY_THERE =
      Map.of(
          "DB_HOST", "127.0.0.1",
          "DB_PORT", Integer.toString(FreePorts.next()),
          "DB_DATABASE", "folio",
          "DB_USERNAME", "folio",
          "DB_PASSWORD", "secret",
          "KAFKA_HOST", "127.0.0.1",
          "KAFKA_PORT", Integer.toString(FreePorts.next()));

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final int port = FreePorts.next();

  @Test
  void wrongVariablesEndTheProcessWithASentenceForEach() {
    Map<String, String> variables = new TreeMap<>(NOBODY_THERE);
    variables.put("KAFKA_PORT", "ninety");
    variables.put("DB_PASSWORD", "");
    try (ChildJvm process = start(variables, port)) {
      assertThat(process.awaitExit(LIMIT)).hasValue(1);
    }
    assertThat(String.join("\n", output))
        .contains("KAFKA_PORT is \"ninety\"; expected a whole number from 1 to 65535.")
        .contains("DB_PASSWORD is not set; expected the password of the database user.")
        .doesNotContain("\tat ");
  }

  @Test
  void portThatIsTakenEndsTheProcessWithASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0);
        ChildJvm process = start(NOBODY_THERE, taken.getLocalPort())) {
      assertThat(process.awaitExit(LIMIT)).hasValue(1);
      assertThat(String.join("\n", output))
          .contains("Port " + taken.getLocalPort() + " is taken")
          .contains("http.port")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void unreachableServersAreNamedByReadinessAndTheProcessStays() throws Exception {
    try (ChildJvm process = start(NOBODY_THERE, port)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(ready()).contains("Connection refused", "no broker answered"));

      assertThat(ready())
          .startsWith("503")
          .contains("PostgreSQL at 127.0.0.1:" + NOBODY_THERE.get("DB_PORT"), "DB_HOST, DB_PORT")
          .contains("Kafka at 127.0.0.1:" + NOBODY_THERE.get("KAFKA_PORT"), "KAFKA_HOST")
          .doesNotContain("secret");
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void helpTellsTheVariablesAndStartsNothing() {
    try (ChildJvm process = builder(Map.of(), port).argument("--help").start()) {
      assertThat(process.awaitExit(LIMIT)).hasValue(0);
    }
    assertThat(String.join("\n", output))
        .contains("Usage: java", "DB_PASSWORD", "KAFKA_HOST", "SYSTEM_USER_NAME")
        .contains("With OKAPI_URL it also delivers events of fees and fines to mod-circulation.");
  }

  @Test
  void argumentThatIsUnknownEndsTheProcessWithASentence() {
    try (ChildJvm process = builder(NOBODY_THERE, port).argument("--port=8081").start()) {
      assertThat(process.awaitExit(LIMIT)).hasValue(1);
    }
    assertThat(String.join("\n", output))
        .contains("Unknown argument --port=8081. The only one is --help")
        .doesNotContain("\tat ");
  }

  private ChildJvm start(Map<String, String> variables, int httpPort) {
    return builder(variables, httpPort).start();
  }

  private ChildJvmBuilder builder(Map<String, String> variables, int httpPort) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(CirculationAdapter.class.getName())
            .quickToStart()
            .systemProperty("http.port", Integer.toString(httpPort))
            .output(output::add);
    variables.forEach(builder::environment);
    return builder;
  }

  private String ready() throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/admin/ready"))
                    .timeout(LIMIT)
                    .build(),
                BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
