/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks with {@code java -jar event-bus-console.jar trace}, a process of its own. */
final class CommandLineQuestion {

  // As ./bus starts it.
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Scene scene;
  private final Planted planted;

  /** What the process has printed and ended with. */
  record Run(int exitCode, JsonNode trace, Told told) {}

  CommandLineQuestion(Scene scene, Planted planted) {
    this.scene = scene;
    this.planted = planted;
  }

  Run byId() {
    List<String> arguments = new ArrayList<>(List.of(planted.event().toString()));
    arguments.addAll(options(planted.place()));
    return run(arguments);
  }

  Run bySearch() {
    return run(options(planted.question()));
  }

  private static List<String> options(Map<String, String> named) {
    List<String> options = new ArrayList<>();
    named.forEach((name, value) -> options.addAll(List.of("--" + name, value)));
    return options;
  }

  private Run run(List<String> arguments) {
    Path jar = scene.project().resolve("event-bus-console/target/event-bus-console.jar");
    assertThat(jar).as("made by the phase package of event-bus-console").exists();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), "trace", "--json"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(BUS|OKAPI)_.*"));
    builder
        .environment()
        .put(
            "BUS_MODULES",
            planted.modules().stream()
                .map(module -> module.name() + "=" + module.url())
                .collect(Collectors.joining(",")));
    builder.environment().put("OKAPI_TENANT", planted.tenant());
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      assertThat(err).as("standard error").isEmpty();
      JsonNode trace = Scene.json(out);
      return new Run(exitCode, trace, Told.ofTrace(trace, planted.event().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
