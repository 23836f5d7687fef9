/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.search;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.benchmark.BenchmarkException;

/** Measures {@code trace} on the command line, including the start of its process. */
final class CommandLineRuns {

  // Odd, so that one run is the median; the start of a process varies more than an answer.
  private static final int REPETITIONS = 15;

  // The search is complete, but without a witness no module knows whether the patron has loans
  // without events.
  private static final int NO_WITNESS = 3;

  private final Path project;
  private final String module;
  private final String tenant;

  CommandLineRuns(URI module, String name, String tenant) {
    this.project = project();
    this.module = name + "=" + module;
    this.tenant = tenant;
  }

  // The jar of the benchmarks is in benchmarks/target.
  private static Path project() {
    try {
      return Path.of(
              CommandLineRuns.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolve("../../..")
          .normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class path entry is no address", e);
    }
  }

  /**
   * Measures a question in each way to start the command.
   *
   * @return the median of {@code ./bus}, in milliseconds
   */
  long measure(String name, String... question) throws IOException, InterruptedException {
    Path jar = project.resolve("event-bus-console/target/event-bus-console.jar");
    if (!Files.exists(jar)) {
      throw new BenchmarkException(
          jar + " is missing; build it with ./mvnw package -pl event-bus-console -am");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    measure("java -jar trace, " + name, List.of(java, "-jar", jar.toString()), question);
    return measure(
        "./bus trace, " + name, List.of("sh", project.resolve("bus").toString()), question);
  }

  private long measure(String name, List<String> start, String... question)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(start);
    command.add("trace");
    command.addAll(List.of(question));
    // The first run may have to build the project, and it loads files into the page cache.
    run(command);
    long[] millis = new long[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      long begun = System.nanoTime();
      run(command);
      millis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-36s median %4d ms, worst %4d ms%n",
        name,
        millis[REPETITIONS / 2],
        millis[REPETITIONS - 1]);
    return millis[REPETITIONS / 2];
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BUS_MODULES", module);
    builder.environment().put("OKAPI_TENANT", tenant);
    builder.environment().remove("OKAPI_URL");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0 && code != NO_WITNESS) {
      throw new BenchmarkException(String.join(" ", command) + System.lineSeparator() + output);
    }
  }
}
