/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.search;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.admin.diagnosis.SearchResult;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Searches for events among as many rows of journal and receipts as a library has after some weeks.
 */
@Command(
    name = "search",
    description =
        "Measures how long the search behind GET /event-bus/events takes among many events, and ./bus trace as a process. Exit code 0 if no answer of the search and no median of ./bus trace took more than a second.")
public final class SearchCommand implements Callable<Integer> {

  private static final TenantId DIKU = new TenantId("diku");
  private static final String SCHEMA = "diku_mod_search";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int REPETITIONS = 9;
  private static final long MOST_MILLIS = 1_000;

  // One partition for all rows, which is slower than partitions of some weeks. No event is
  // published meanwhile, so a daily partition is not necessary.
  private static final String PARTITION =
      """
      CREATE TABLE %1$s.%2$s_all PARTITION OF %1$s.%2$s
        FOR VALUES FROM (now() - interval '1 day') TO (now() + interval '1 day')
      """;

  private static final String FILL_JOURNAL =
      """
      INSERT INTO %1$s.event_journal (id, aggregatetype, aggregateid, type, payload, sequence,
        headers, occurred_at, stored_at, topic, partition, kafka_offset, relayed_at)
      SELECT md5('event' || n)::uuid, 'circulation.loan-events',
             md5('user' || n %% %3$s)::uuid::text,
             (array['ITEM_CHECKED_OUT', 'ITEM_CHECKED_IN', 'LOAN_DUE_DATE_CHANGED'])[1 + n %% 3],
             format('{"userId":"%%s","loanId":"%%s","padding":"%%s"}', md5('user' || n %% %3$s)::uuid,
               md5('loan' || n)::uuid, repeat('x', 400)),
             1 + n / %3$s, '{}', at, at, 'folio.diku.circulation.loan-events', n %% 10, n, at
        FROM generate_series(1, %2$s) AS n,
             LATERAL (SELECT now() - interval '12 hours' + n * interval '12 hours' / %2$s AS at) AS t
      """;

  private static final String FILL_RECEIPTS =
      """
      INSERT INTO %1$s.event_receipt (subscription, stream, key, sequence, event_id, type, outcome,
        topic, partition, kafka_offset, instance, recorded_at)
      SELECT 'reader', aggregatetype, aggregateid, sequence, id, type, 'APPLIED', topic, partition,
             kafka_offset, 'reader-1', relayed_at + interval '20 milliseconds'
        FROM %1$s.event_journal
       WHERE relayed_at < now() - interval '1 second'
      """;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Events in journal and receipts. Default: ${DEFAULT-VALUE}")
  private int events = 0;

  @Override
  public Integer call() throws Exception {
    try (Servers servers = Servers.start(false)) {
      System.out.println(Machine.here(servers.postgresVersion()).line());
      DatabaseCoordinates database = servers.newDatabase();
      SearchModule module = new SearchModule();
      EventBusSettings settings = EventBusSettings.from(servers.variables(database, "search"));
      try (ModuleProcess process =
          ModuleProcess.start(module, settings, 0).await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        module.bus().tenants().enable(DIKU).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        fill(database);
        int searched = ask(module.bus());
        return Math.max(searched, trace(process.port()));
      }
    }
  }

  private static int trace(int port) throws Exception {
    CommandLineRuns runs =
        new CommandLineRuns(
            URI.create("http://localhost:" + port), SearchModule.NAME, DIKU.value());
    long id = runs.measure("id", uuid("event7"));
    long search =
        runs.measure(
            "user, type and time", "--user", user(7), "--type", "ITEM_CHECKED_OUT", "--from", "1d");
    return Math.max(id, search) > MOST_MILLIS ? 1 : 0;
  }

  private void fill(DatabaseCoordinates database) throws SQLException {
    int users = Math.max(1, events / 50);
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(PARTITION.formatted(SCHEMA, "event_journal"));
      statement.execute(PARTITION.formatted(SCHEMA, "event_receipt"));
      statement.execute(FILL_JOURNAL.formatted(SCHEMA, events, users));
      statement.execute(FILL_RECEIPTS.formatted(SCHEMA));
      // Autovacuum does the same a few minutes after the insertion.
      statement.execute("VACUUM ANALYZE %1$s.event_journal, %1$s.event_receipt".formatted(SCHEMA));
    }
  }

  private int ask(EventBus bus) throws Exception {
    Instant now = Instant.now();
    long worst = 0;
    worst = Math.max(worst, measure(bus, "user and type", user(7), null, "ITEM_CHECKED_IN", null));
    worst = Math.max(worst, measure(bus, "user and loan", user(7), loan(7), null, null));
    worst =
        Math.max(
            worst,
            measure(
                bus, "type, last hour", null, null, "ITEM_CHECKED_OUT", now.minusSeconds(3_600)));
    worst =
        Math.max(worst, measure(bus, "type that nobody publishes", null, null, "NOTHING", null));
    worst = Math.max(worst, measure(bus, "loan alone", null, loan(7), null, null));
    worst = Math.max(worst, measure(bus, "user that nobody knows", "nobody", null, null, null));
    return worst > MOST_MILLIS ? 1 : 0;
  }

  private static String user(int n) {
    return uuid("user" + n);
  }

  private static String loan(int n) {
    return uuid("loan" + n);
  }

  // The conversion of a digest to a UUID, as in PostgreSQL.
  private static String uuid(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(digest);
      return new UUID(bytes.getLong(), bytes.getLong()).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  private static long measure(
      EventBus bus,
      String name,
      @Nullable String key,
      @Nullable String loan,
      @Nullable String type,
      @Nullable Instant from)
      throws Exception {
    long[] millis = new long[REPETITIONS];
    SearchResult last = null;
    for (int i = 0; i < REPETITIONS; i++) {
      long begun = System.nanoTime();
      last =
          bus.admin()
              .diagnosis()
              .search(DIKU, new EventQuestion(key, loan, null, type, from, null, 20))
              .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      millis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
    Objects.requireNonNull(last, "no repetition");
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-36s median %4d ms, worst %4d ms, %2d found, complete: %s%n",
        name,
        millis[REPETITIONS / 2],
        millis[REPETITIONS - 1],
        last.events().size(),
        last.complete());
    return millis[REPETITIONS - 1];
  }
}
