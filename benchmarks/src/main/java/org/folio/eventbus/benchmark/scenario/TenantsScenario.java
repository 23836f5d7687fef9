/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.Assignment.Special;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.contender.ContenderProcess;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.measure.DiskWatch;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;

/**
 * Many tenants with steady traffic, measured twice: with two more tenants that are quiet, and while
 * one of these two has a large backlog and the other has poison.
 */
final class TenantsScenario implements Scenario {

  private static final int RATE = 200;
  private static final int KEYS = 20;
  private static final int POISON_EVERY = 10;
  private static final int SPARE_SECONDS = 300;

  // Shares of a backlog's events: one tenant has 220,000 of 500,000, of which 20,000 are early;
  // another has a tenth of that, with poison.
  private static final double BULK_SHARE = 0.44;
  private static final int POISON_SHARE = 10;

  // The traffic lasts longer than elsewhere, and its first two thirds are a warm-up. In the first
  // minute, two JVMs compile and ten connections read the tables of 200 tenants. In the second
  // minute, the JVMs compile the code for backlogs and poison.
  private static final double LONGER = 6;
  private static final double UNTIL_EARLY = 1.0 / 3;
  private static final double WARM_UP = 2.0 / 3;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

  private @Nullable DatabaseCoordinates original;

  @Override
  public String name() {
    return "tenants";
  }

  @Override
  public void play(Stage stage, int round) {
    DatabaseCoordinates enabled = original == null ? ManyTenants.enable(stage, name()) : original;
    original = enabled;
    double quiet = measure(stage, round, enabled, false);
    double disturbed = measure(stage, round, enabled, true);
    stage.measured(name(), title(true), Metric.RATIO, round, disturbed / quiet);
  }

  private static String title(boolean disturbed) {
    return disturbed ? "event bus, two bad tenants" : "event bus";
  }

  private double measure(Stage stage, int round, DatabaseCoordinates enabled, boolean disturbed) {
    Servers servers = stage.servers();
    Sizes sizes = stage.sizes();
    List<String> all = ManyTenants.names(sizes);
    List<String> good = all.subList(2, all.size());
    int seconds = (int) (sizes.seconds() * LONGER);
    DatabaseCoordinates database = servers.copyOf(enabled, stage.newGroup().replace('-', '_'));
    Map<String, String> variables = ManyTenants.variables(servers, database);
    TenantTopics.create(servers, variables, all, 1);
    BadTenants whole = BadTenants.of(sizes, BULK_SHARE, POISON_SHARE, POISON_EVERY);
    BadTenants bad = disturbed ? whole : whole.onlyEarly();
    Load steady = Load.plain(seconds * RATE, KEYS, sizes.seed());
    int limit = seconds + SPARE_SECONDS;
    Assignment consuming =
        new Assignment(
            ContenderKind.EVENT_BUS,
            variables,
            all,
            stage.newGroup(),
            steady,
            steady.events() + bad.effects(),
            limit,
            Special.MARKED,
            sizes.jvmOptions());
    Assignment publishing =
        new Assignment(
            ContenderKind.TRAFFIC,
            variables,
            good,
            "traffic",
            steady,
            steady.events(),
            limit,
            Special.traffic(RATE),
            sizes.jvmOptions());
    double from;
    DiskWatch disk = servers.watchDisk();
    try (disk;
        ContenderProcess consumer =
            ContenderProcess.start(
                consuming,
                text -> stage.say("  %s, %s: %s", name(), title(disturbed), text),
                null);
        ContenderProcess traffic =
            ContenderProcess.start(
                publishing, text -> stage.say("  %s, traffic: %s", name(), text), null)) {
      await(traffic, (long) (steady.events() * UNTIL_EARLY), limit);
      try (BadTenants.Writing writing =
          bad.begin(servers, variables.getOrDefault("ENV", ""), all)) {
        await(traffic, (long) (steady.events() * WARM_UP), limit);
        // Writing the backlog takes a core for some seconds; its effect on other tenants is not
        // part of the measurement.
        writing.finish();
      }
      from = System.currentTimeMillis() / 1e3;
      traffic.await();
      if (consumer.await().effects() != consuming.expected()) {
        stage.wrong(name() + ", " + title(disturbed) + ": not all events had their effect");
      }
    }
    bad.check(stage, name(), database, all);
    double high = keep(stage, round, database, good, all.subList(0, 2), from, disturbed, disk);
    servers.drop(database);
    return high;
  }

  private static void await(ContenderProcess traffic, long events, int limit) {
    long begin = System.nanoTime();
    while (traffic.done() < events && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(limit)) {
      LockSupport.parkNanos(LOOK);
    }
  }

  private double keep(
      Stage stage,
      int round,
      DatabaseCoordinates database,
      List<String> good,
      List<String> bad,
      double from,
      boolean disturbed,
      DiskWatch disk) {
    Latencies latencies = new Latencies(database);
    double until =
        disturbed
            ? bad.stream().mapToDouble(latencies::lastApplied).max().orElseThrow()
            : Double.MAX_VALUE;
    return CountedEvents.between(from, until, latencies.read(good), disk)
        .keep(stage, name(), title(disturbed), round);
  }
}
