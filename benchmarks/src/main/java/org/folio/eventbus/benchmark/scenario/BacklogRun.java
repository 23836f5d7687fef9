/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.contender.ContenderProcess;
import org.folio.eventbus.benchmark.contender.Outcome;
import org.folio.eventbus.benchmark.load.Model;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.benchmark.measure.ProcessorTime;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;

/** Runs one contender on one backlog and compares its tables with the model. */
final class BacklogRun {

  // Events per second; a slower contender exceeds the time limit.
  private static final int SLOWEST = 100;
  private static final int SHORTEST_LIMIT = 120;
  private static final Set<ContenderKind> RECORDED =
      Set.of(ContenderKind.EVENT_BUS, ContenderKind.RELAY, ContenderKind.PUBLISH);
  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;

  private final Stage stage;
  private final String scenario;
  private final int round;

  BacklogRun(Stage stage, String scenario, int round) {
    this.stage = stage;
    this.scenario = scenario;
    this.round = round;
  }

  void run(ContenderKind kind, Backlog backlog, Assignment.Special special) {
    run(kind, kind.title(), backlog, special);
  }

  /** Runs a contender under the given title. */
  void run(ContenderKind kind, String title, Backlog backlog, Assignment.Special special) {
    Servers servers = stage.servers();
    Model model = backlog.models().getOrDefault(kind.refusal(), new Model(kind.refusal()));
    long expected = expected(kind, backlog, model);
    DatabaseCoordinates database = servers.newDatabase();
    String group = stage.newGroup();
    Assignment assignment =
        new Assignment(
            kind,
            servers.variables(database, backlog.environment()),
            List.of(Assignment.TENANT),
            group,
            backlog.load(),
            expected,
            (int) (SHORTEST_LIMIT + expected / SLOWEST),
            special,
            stage.sizes().jvmOptions());
    Path recording = recording(kind, group);
    Statements statements = new Statements(database, recording != null);
    statements.begin();
    try (ContenderProcess process =
        ContenderProcess.start(
            assignment,
            text -> stage.say("  %s, %s: %s, of %,d", scenario, title, text, expected),
            recording)) {
      double postgres = servers.postgresSeconds();
      double kafka = servers.kafkaSeconds();
      double machine = ProcessorTime.ofMachine();
      long begin = System.nanoTime();
      Outcome outcome = process.await();
      postgres = servers.postgresSeconds() - postgres;
      kafka = servers.kafkaSeconds() - kafka;
      double ours = postgres + kafka + outcome.cpuSeconds();
      double others = ProcessorTime.ofMachine() - machine - ours;
      put(title, Metric.OTHERS, Math.max(0, others / ((System.nanoTime() - begin) / NANOS)));
      keep(title, outcome, postgres, kafka);
      if (outcome.effects() != expected) {
        stage.wrong(
            "%s, %s: %s of %s events had an effect"
                .formatted(scenario, title, outcome.effects(), expected));
      }
    }
    if (kind.projects()) {
      stage.check(scenario + ", " + title, database, new TenantId(Assignment.TENANT), model);
    }
    if (recording != null) {
      new ProfileReport(stage).tell(recording, statements);
    }
    servers.drop(database);
  }

  private static long expected(ContenderKind kind, Backlog backlog, Model model) {
    return switch (kind) {
      case POLL_ONLY -> backlog.records();
      default -> kind.projects() ? model.effects() : backlog.load().events();
    };
  }

  private @Nullable Path recording(ContenderKind kind, String group) {
    Path folder = stage.profiles();
    return folder == null || !RECORDED.contains(kind)
        ? null
        : folder.resolve(scenario + "-" + group + ".jfr");
  }

  private void keep(String title, Outcome outcome, double postgres, double kafka) {
    put(title, Metric.RATE, outcome.rate());
    put(title, Metric.PEAK_HEAP, outcome.peakHeap());
    put(title, Metric.LIVE_HEAP, outcome.liveHeap());
    put(title, Metric.PEAK_MEMORY, outcome.peakMemory());
    put(title, Metric.CONSUMER_CPU, outcome.cpuSeconds() * MICROS / outcome.effects());
    put(title, Metric.DATABASE_CPU, postgres * MICROS / outcome.effects());
    put(title, Metric.BROKER_CPU, kafka * MICROS / outcome.effects());
    stage.say(
        "%s, round %d, %s: %,.0f events/s, heap at most %.0f MiB (%.0f after a collection), process %.0f MiB",
        scenario,
        round,
        title,
        outcome.rate(),
        outcome.peakHeap(),
        outcome.liveHeap(),
        outcome.peakMemory());
  }

  private void put(String title, Metric metric, double value) {
    stage.measured(scenario, title, metric, round, value);
  }
}
