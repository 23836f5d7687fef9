/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.publish;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.module.AdapterProcess;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.testing.DatabaseCoordinates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends events to mod-circulation-adapter in each way that it accepts. */
@Command(
    name = "publish",
    description =
        "Measures how many events a second mod-circulation-adapter accepts and commits: streams, batches, and single events beside a server that commits one insert for each request. Exit code 0 if all were stored once.")
public final class PublishCommand implements Callable<Integer> {

  private static final String PATH = "/circulation-events";
  private static final int STREAMS = 4;
  private static final int BATCH = 100;
  private static final int SINGLE_CLIENTS = 16;

  // Single events take much longer, so fewer of them are enough.
  private static final int SINGLE_SHARE = 10;
  private static final int WARM_UP_SHARE = 4;

  // A lone client's rate is the reverse of its latency.
  private static final int LONE_SHARE = 10;
  private static final String STORED =
      "SELECT (SELECT count(*) FROM diku_mod_circulation_adapter.event_outbox)"
          + " + (SELECT count(*) FROM diku_mod_circulation_adapter.event_journal)";

  @Option(
      names = "--events",
      defaultValue = "200000",
      description = "Events of each measurement. Default: ${DEFAULT-VALUE}")
  private int events = 0;

  @Option(
      names = "--heap",
      defaultValue = "256",
      description = "Heap of the module, MiB. Default: ${DEFAULT-VALUE}")
  private int heap = 0;

  private final Random seeds = new Random(7);
  private long sent;

  @Override
  public Integer call() throws Exception {
    try (Servers servers = Servers.start(false)) {
      System.out.println(Machine.here(servers.postgresVersion()).line());
      DatabaseCoordinates database = servers.newDatabase();
      try (AdapterProcess adapter =
          AdapterProcess.start(
              CirculationAdapter.class,
              "mod-circulation-adapter",
              servers.variables(database, "publish"),
              heap,
              List.of("-XX:+UseSerialGC"))) {
        streams(adapter, 1, events / WARM_UP_SHARE);
        report("one stream", events, streams(adapter, 1, events));
        report(STREAMS + " streams at a time", events, streams(adapter, STREAMS, events));
        report(
            "batches of " + BATCH + ", " + STREAMS + " clients",
            events,
            requests(adapter, STREAMS, events, BATCH));
        singles(adapter, "single events");
        System.out.printf(
            Locale.ROOT,
            "most memory of the module: %d MiB, of which heap at most %d%n",
            adapter.residentMegabytes(),
            heap);
      }
      long expected = sent;
      try (AdapterProcess server =
          AdapterProcess.start(
              InsertServer.class,
              InsertServer.NAME,
              servers.variables(database, "publish"),
              heap,
              List.of("-XX:+UseSerialGC"))) {
        singles(server, InsertServer.NAME);
      }
      long stored = stored(database);
      System.out.printf(Locale.ROOT, "sent %,d events, stored %,d%n", expected, stored);
      return stored == expected ? 0 : 1;
    }
  }

  private void singles(AdapterProcess module, String how) throws Exception {
    int number = events / SINGLE_SHARE;
    requests(module, SINGLE_CLIENTS, number, 1);
    report(
        how + ", " + SINGLE_CLIENTS + " clients",
        number,
        requests(module, SINGLE_CLIENTS, number, 1));
    report(how + ", one client", number / LONE_SHARE, requests(module, 1, number / LONE_SHARE, 1));
  }

  private static void report(String how, int number, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-44s %,9d events in %6.2f s: %,9.0f events/s%n",
        how,
        number,
        seconds,
        number / seconds);
  }

  private double streams(AdapterProcess adapter, int clients, int number) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      long seed = seeds.nextLong();
      work.add(
          () -> {
            adapter.send(
                PATH,
                AdapterProcess.NDJSON,
                BodyPublishers.ofInputStream(() -> new Lines(number / clients, seed)));
            return null;
          });
    }
    sent += (long) number / clients * clients;
    return seconds(work);
  }

  private double requests(AdapterProcess adapter, int clients, int number, int batch)
      throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    int rounds = number / clients / batch;
    for (int client = 0; client < clients; client++) {
      Random random = new Random(seeds.nextLong());
      work.add(
          () -> {
            for (int round = 0; round < rounds; round++) {
              adapter.send(PATH, AdapterProcess.JSON, BodyPublishers.ofString(body(random, batch)));
            }
            return null;
          });
    }
    sent += (long) rounds * clients * batch;
    return seconds(work);
  }

  private static String body(Random random, int batch) {
    return Stream.generate(() -> Lines.event(random))
        .limit(batch)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static double seconds(List<Callable<Void>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      long start = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
      return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    } finally {
      threads.shutdown();
    }
  }

  // The relay moves events from one table to the other; one statement counts both at the same
  // moment.
  private static long stored(DatabaseCoordinates database) throws SQLException {
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STORED)) {
      row.next();
      return row.getLong(1);
    }
  }
}
