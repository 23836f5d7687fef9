/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.measure.Medians;
import org.folio.eventbus.benchmark.measure.Table;
import org.folio.eventbus.benchmark.scenario.Scenario;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.benchmark.scenario.Sizes;
import org.folio.eventbus.benchmark.scenario.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the event bus and other ways to consume the same events. */
@Command(
    name = "bench",
    description =
        "Measures the event bus beside other ways to consume the same events, on the same Kafka and PostgreSQL. Exit code 0 if every contender's tables were right.")
final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description = "Play only these scenarios: ${COMPLETION-CANDIDATES}. Default: all",
      completionCandidates = ScenarioNames.class)
  private List<String> names = new ArrayList<>();

  @Option(names = "--events", description = "Events of a backlog. Default: 500000")
  private @Nullable Integer events;

  @Option(names = "--tenants", description = "Tenants of tenants and idle. Default: 200")
  private @Nullable Integer tenants;

  @Option(names = "--rounds", description = "Rounds; the table has their medians. Default: 3")
  private @Nullable Integer rounds;

  @Option(names = "--quick", description = "Small sizes and one round: shows that all works")
  private boolean quick;

  @Option(
      names = "--full",
      description =
          "Also a backlog four times as large, the threads of the parallel consumer, producers, and tenants without events")
  private boolean full;

  @Option(
      names = "--profile",
      description = "Record and summarise what the event bus and the database do")
  private boolean profile;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      defaultValue = "benchmarks/results/latest.json",
      description = "Where the raw results go. Default: ${DEFAULT-VALUE}")
  private Path json = Path.of("latest.json");

  private static final int DEFAULT_ROUNDS = 3;

  @Override
  public Integer call() throws IOException {
    Sizes sizes = quick ? Sizes.QUICK : Sizes.FULL;
    if (events != null) {
      sizes = sizes.withEvents(events);
    }
    if (tenants != null) {
      sizes = sizes.withTenants(tenants);
    }
    int number = rounds != null ? rounds : quick ? 1 : DEFAULT_ROUNDS;
    List<Scenario> chosen = ScenarioNames.chosen(names, full);
    Path file = json.toAbsolutePath();
    Files.createDirectories(file.getParent());
    try (Servers servers = Servers.start(profile)) {
      Machine machine = Machine.here(servers.postgresVersion());
      Stage stage = new Stage(servers, sizes, System.out, profile ? file.getParent() : null);
      stage.say("%s", machine.line());
      for (Scenario scenario : chosen) {
        for (int round = 1; round <= number; round++) {
          scenario.play(stage, round);
        }
      }
      new Results(machine, sizes, number, stage.measurements(), stage.wrong()).write(file);
      System.out.printf(Locale.ROOT, "%n%s%n", new Table(new Medians(stage.measurements())).text());
      System.out.printf(Locale.ROOT, "Raw results: %s%n", json);
      stage.wrong().forEach(text -> System.out.println("WRONG: " + text));
      return stage.wrong().isEmpty() ? 0 : 1;
    }
  }
}
