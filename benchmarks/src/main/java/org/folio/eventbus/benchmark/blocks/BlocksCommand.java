/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.measure.Percentiles;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Requests the blocks of patrons at a steady rate while events of these patrons are applied. */
@Command(
    name = "blocks",
    description =
        "Measures GET /automated-patron-blocks/{userId} at a steady rate while events are applied. Exit code 0 if every answer was right.")
public final class BlocksCommand implements Callable<Integer> {

  private static final long START_LIMIT = 120;

  @Option(names = "--patrons", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}")
  private int patrons = 0;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Requests a second. Default: ${DEFAULT-VALUE}")
  private int rate = 0;

  @Option(
      names = "--events",
      defaultValue = "500",
      description = "Events a second. Default: ${DEFAULT-VALUE}")
  private int events = 0;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description =
          "Measured time, after the JVM has compiled what is used. Default: ${DEFAULT-VALUE}")
  private int seconds = 0;

  @Option(
      names = "--connections",
      defaultValue = "10",
      description = "DB_MAXPOOLSIZE of the module. Default: ${DEFAULT-VALUE}")
  private int connections = 0;

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Servers servers = Servers.start(false)) {
      System.out.println(Machine.here(servers.postgresVersion()).line());
      DatabaseCoordinates database = servers.newDatabase();
      Map<String, String> variables = servers.variables(database, "blocks");
      variables.put("DB_MAXPOOLSIZE", Integer.toString(connections));
      EventBusSettings settings = EventBusSettings.from(variables);
      try (UsersStandIn users = UsersStandIn.start(vertx);
          ModuleProcess module =
              ModuleProcess.start(new PatronBlocksAdapter(), settings, 0)
                  .await(START_LIMIT, TimeUnit.SECONDS);
          EventSource source = EventSource.start(vertx, settings, patrons)) {
        Library library = new Library(database, module.port());
        library.enable();
        library.fill(patrons);
        source.publish(events);
        Visitors visitors = new Visitors(vertx, module.port(), users.url(), patrons);
        new WarmUp(visitors, library, rate).run();
        System.err.printf(Locale.ROOT, "measuring for %d s%n", seconds);
        double[] millis = visitors.ask(rate, seconds);
        long applied = library.appliedEvents();
        report(new Percentiles(millis), visitors, source.published(), applied);
        return visitors.wrong() == 0 ? 0 : 1;
      }
    } finally {
      vertx.close().await(START_LIMIT, TimeUnit.SECONDS);
    }
  }

  private void report(Percentiles times, Visitors visitors, long published, long applied) {
    System.out.printf(
        Locale.ROOT,
        "%,d patrons, %,d requests in %d s, %,d events published, %,d applied meanwhile%n",
        patrons,
        times.size(),
        seconds,
        published,
        applied);
    System.out.printf(
        Locale.ROOT,
        "latency from the planned moment of sending, ms: median %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, longest %.2f%n",
        times.at(50),
        times.at(90),
        times.at(99),
        times.at(99.9),
        times.at(100));
    System.out.printf(Locale.ROOT, "answers that were wrong: %d%n", visitors.wrong());
  }
}
