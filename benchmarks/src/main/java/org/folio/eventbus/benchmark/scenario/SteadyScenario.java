/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.Assignment.Special;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.contender.ContenderProcess;
import org.folio.eventbus.benchmark.contender.Outcome;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.load.Model;
import org.folio.eventbus.benchmark.measure.DiskWatch;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * Publishes a hundred events a second, each in a transaction of its own, and measures the latency
 * of each effect.
 */
final class SteadyScenario implements Scenario {

  private static final List<ContenderKind> KINDS =
      List.of(
          ContenderKind.EVENT_BUS, ContenderKind.PARALLEL_CONSUMER, ContenderKind.RECORD_BY_RECORD);
  private static final int RATE = 100;
  private static final int SPARE_SECONDS = 120;

  // At this rate a consumer's JVM compiles for up to a minute. On a machine with few cores this
  // delays events. The traffic therefore lasts a minute longer, and the first minute does not count
  // for any contender.
  private static final int LONGER = 3;
  private static final double WARM_UP = 2.0 / 3;

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public void play(Stage stage, int round) {
    for (ContenderKind kind : stage.sizes().brief() ? KINDS.subList(0, 1) : KINDS) {
      play(stage, round, kind);
    }
  }

  private void play(Stage stage, int round, ContenderKind kind) {
    Servers servers = stage.servers();
    Sizes sizes = stage.sizes();
    int seconds = sizes.seconds() * LONGER;
    int limit = seconds + SPARE_SECONDS;
    Load load = Load.plain(seconds * RATE, sizes.keys(), sizes.seed());
    Model model = new Model(kind.refusal());
    load.forEach(model::apply);
    DatabaseCoordinates database = servers.newDatabase();
    var variables = servers.variables(database, servers.kafka().uniqueEnvironment());
    List<String> tenants = List.of(Assignment.TENANT);
    Assignment publishing =
        new Assignment(
            ContenderKind.TRAFFIC,
            variables,
            tenants,
            "traffic",
            load,
            load.events(),
            limit,
            Special.traffic(RATE),
            sizes.jvmOptions());
    Assignment consuming =
        new Assignment(
            kind,
            variables,
            tenants,
            stage.newGroup(),
            load,
            load.events(),
            limit,
            Special.MARKED,
            sizes.jvmOptions());
    TenantTopics.create(servers, variables, tenants, sizes.partitions());
    try (DiskWatch disk = servers.watchDisk();
        ContenderProcess consumer =
            ContenderProcess.start(
                consuming, text -> stage.say("  %s: %s", kind.title(), text), null);
        ContenderProcess traffic = ContenderProcess.start(publishing, text -> {}, null)) {
      traffic.await();
      Outcome outcome = consumer.await();
      keep(stage, round, kind, database, outcome, disk);
    }
    stage.check(name() + ", " + kind.title(), database, new TenantId(Assignment.TENANT), model);
    servers.drop(database);
  }

  private void keep(
      Stage stage,
      int round,
      ContenderKind kind,
      DatabaseCoordinates database,
      Outcome outcome,
      DiskWatch disk) {
    List<Latencies.Latency> all = new Latencies(database).read(List.of(Assignment.TENANT));
    double first = all.stream().mapToDouble(Latencies.Latency::published).min().orElseThrow();
    double from = first + stage.sizes().seconds() * LONGER * WARM_UP;
    CountedEvents.between(from, Double.MAX_VALUE, all, disk)
        .keep(stage, name(), kind.title(), round);
    stage.measured(name(), kind.title(), Metric.PEAK_HEAP, round, outcome.peakHeap());
    stage.measured(name(), kind.title(), Metric.PEAK_MEMORY, round, outcome.peakMemory());
  }
}
