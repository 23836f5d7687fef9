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
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks with {@code java -jar event-bus-console.jar trace} in a separate process. */
final class CommandLineQuestion {

  // The options that ./bus uses.
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  // A question that no module answers, because no process listens on port 1.
  private static final List<String> NOBODY =
      List.of(
          "trace",
          UUID.randomUUID().toString(),
          "--modules",
          "mod-none=http://127.0.0.1:1",
          "--tenant",
          "none");
  private static final int NOT_REACHED = 3;

  private final Scene scene;
  private final Planted planted;

  /** The exit code and the output of the process. */
  record Run(int exitCode, JsonNode trace, Told told) {}

  CommandLineQuestion(Scene scene, Planted planted) {
    this.scene = scene;
    this.planted = planted;
  }

  /** Archives the classes that every question needs, as ./bus does after a build. */
  static void archiveClasses(Scene scene) {
    List<String> command = new ArrayList<>(java());
    command.add("-XX:ArchiveClassesAtExit=" + scene.classes());
    command.addAll(List.of("-jar", jar(scene).toString()));
    command.addAll(NOBODY);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).isEqualTo(NOT_REACHED);
      assertThat(scene.classes()).exists();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    return command;
  }

  private static Path jar(Scene scene) {
    Path jar = scene.project().resolve("event-bus-console/target/event-bus-console.jar");
    assertThat(jar).as("made by the phase package of event-bus-console").exists();
    return jar;
  }

  /** Java with the jar, without a command. */
  static List<String> console(Scene scene) {
    List<String> command = new ArrayList<>(java());
    command.addAll(
        List.of("-XX:SharedArchiveFile=" + scene.classes(), "-jar", jar(scene).toString()));
    return command;
  }

  /** Tells a process tenant and modules, and nothing else. */
  static void surround(ProcessBuilder builder, Planted planted) {
    builder.environment().keySet().removeIf(name -> name.matches("(BUS|OKAPI)_.*"));
    builder.environment().put("BUS_MODULES", modules(planted));
    builder.environment().put("OKAPI_TENANT", planted.tenant());
  }

  static String modules(Planted planted) {
    return planted.modules().stream()
        .map(module -> module.name() + "=" + module.url())
        .collect(Collectors.joining(","));
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
    List<String> command = console(scene);
    command.addAll(List.of("trace", "--json"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    surround(builder, planted);
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
