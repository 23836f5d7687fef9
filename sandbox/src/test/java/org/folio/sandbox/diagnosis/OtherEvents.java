/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.folio.eventbus.testing.PostgresServer;

/**
 * The events of other patrons, among which a question searches. There are as many rows in the
 * journal of the publishing module as in the receipts of the subscribing one. They cover the
 * working hours of some weeks, with one partition a day. They are loaded as rows and not published
 * as events, because only the questions matter.
 */
final class OtherEvents {

  private static final String PRODUCER = "diku_mod_circulation_adapter";
  private static final String CONSUMER = "diku_mod_patron_blocks_adapter";

  // The modules create the partitions of yesterday and later days.
  private static final int NEWEST_DAY = 2;
  private static final int DAYS = 20;

  // Number of events of each patron in these weeks.
  private static final int EVENTS_OF_A_PATRON = 20;

  // Indexes are created when a day is complete; loading into indexed tables is slower.
  private static final String DAY =
      "CREATE TABLE %1$s.%2$s_%3$s (LIKE %1$s.%2$s INCLUDING DEFAULTS)";

  private static final String ATTACH =
      "ALTER TABLE %1$s.%2$s ATTACH PARTITION %1$s.%2$s_%3$s FOR VALUES FROM ('%4$s 00:00:00Z') TO ('%5$s 00:00:00Z')";

  private static final String JOURNAL =
      """
      INSERT INTO %1$s.event_journal_%2$s (id, aggregatetype, aggregateid, type, payload, sequence,
        headers, occurred_at, stored_at, topic, partition, kafka_offset, relayed_at)
      SELECT md5('event' || n)::uuid, 'circulation.loan-events',
             md5('user' || n %% %5$d)::uuid::text,
             (array['ITEM_CHECKED_OUT', 'ITEM_CHECKED_IN', 'LOAN_DUE_DATE_CHANGED'])[1 + n %% 3],
             format('{"userId":"%%s","loanId":"%%s"}', md5('user' || n %% %5$d)::uuid,
               md5('loan' || n)::uuid),
             1 + n / %5$d, '{}', at, at, 'folio.diku.circulation.loan-events', n %% 4, n,
             at + interval '15 milliseconds'
        FROM generate_series(%3$d, %4$d) AS n,
             LATERAL (SELECT '%6$s 08:00:00Z'::timestamptz
                             + (n - %3$d) * interval '12 hours' / (%4$d - %3$d + 1) AS at) AS time
      """;

  private static final String RECEIPTS =
      """
      INSERT INTO %1$s.event_receipt_%2$s (subscription, stream, key, sequence, event_id, type,
        outcome, topic, partition, kafka_offset, instance, recorded_at)
      SELECT 'patron-summary', 'circulation.loan-events', md5('user' || n %% %5$d)::uuid::text,
             1 + n / %5$d, md5('event' || n)::uuid,
             (array['ITEM_CHECKED_OUT', 'ITEM_CHECKED_IN', 'LOAN_DUE_DATE_CHANGED'])[1 + n %% 3],
             'APPLIED', 'folio.diku.circulation.loan-events', n %% 4, n, 'patron-blocks-1',
             '%6$s 08:00:00Z'::timestamptz + interval '40 milliseconds'
               + (n - %3$d) * interval '12 hours' / (%4$d - %3$d + 1)
        FROM generate_series(%3$d, %4$d) AS n
      """;

  private final PostgresServer server;
  private final int events;

  OtherEvents(PostgresServer server, int events) {
    this.server = server;
    this.events = events;
  }

  /** Fills both tables concurrently; returns when PostgreSQL has analyzed them. */
  void fill() {
    CompletableFuture<Void> journal =
        CompletableFuture.runAsync(() -> fill(PRODUCER, "event_journal", JOURNAL));
    CompletableFuture<Void> receipts =
        CompletableFuture.runAsync(() -> fill(CONSUMER, "event_receipt", RECEIPTS));
    CompletableFuture.allOf(journal, receipts).join();
  }

  private void fill(String schema, String table, String rows) {
    int ofADay = events / DAYS;
    LocalDate newest = LocalDate.now(ZoneOffset.UTC).minusDays(NEWEST_DAY);
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
        Statement statement = connection.createStatement()) {
      // A crash may lose these rows; the test would only load them again.
      statement.execute("SET synchronous_commit = off");
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = newest.minusDays(DAYS - 1L - day);
        String name = date.format(DateTimeFormatter.BASIC_ISO_DATE);
        statement.execute(DAY.formatted(schema, table, name));
        statement.execute(
            rows.formatted(
                schema,
                name,
                day * ofADay,
                (day + 1) * ofADay - 1,
                events / EVENTS_OF_A_PATRON,
                date));
        statement.execute(ATTACH.formatted(schema, table, name, date, date.plusDays(1)));
      }
      statement.execute("ANALYZE %s.%s".formatted(schema, table));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
