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
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** Many tenants without an event: what a module that publishes and consumes costs at night. */
final class IdleScenario implements Scenario {

  private static final double PERCENT = 100;

  // Longer than a minute, the longest interval of work for each tenant but that of retention.
  private static final double LONGER = 2.5;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void play(Stage stage, int round) {
    Servers servers = stage.servers();
    DatabaseCoordinates database = ManyTenants.enable(stage, name());
    Map<String, String> variables = ManyTenants.variables(servers, database);
    List<String> tenants = ManyTenants.names(stage.sizes());
    TenantTopics.create(servers, variables, tenants, 1);
    long seconds = (long) (stage.sizes().seconds() * LONGER);
    Assignment idle =
        new Assignment(
            ContenderKind.IDLE,
            variables,
            tenants,
            stage.newGroup(),
            Load.plain(1, 1, 1),
            1,
            Integer.MAX_VALUE,
            Special.NONE,
            stage.sizes().jvmOptions());
    try (ContenderProcess process =
        ContenderProcess.start(
            idle, text -> stage.say("  %s, %s: %s", name(), idle.kind().title(), text), null)) {
      stage.say("  %s: warms up for %d s", name(), seconds);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      double own = process.processorSeconds();
      double postgres = servers.postgresSeconds();
      double kafka = servers.kafkaSeconds();
      long begin = System.nanoTime();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      double took = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      keep(stage, round, Metric.IDLE_CPU, (process.processorSeconds() - own) / took);
      keep(stage, round, Metric.IDLE_DATABASE, (servers.postgresSeconds() - postgres) / took);
      keep(stage, round, Metric.IDLE_BROKER, (servers.kafkaSeconds() - kafka) / took);
    }
    servers.drop(database);
  }

  private void keep(Stage stage, int round, Metric metric, double cores) {
    stage.say("  %s: %s %.1f", name(), metric.title(), cores * PERCENT);
    stage.measured(name(), ContenderKind.IDLE.title(), metric, round, cores * PERCENT);
  }
}
