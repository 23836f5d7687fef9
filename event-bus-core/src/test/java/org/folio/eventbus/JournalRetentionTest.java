/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.database.DailyPartitions;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.store.CursorTable;
import org.folio.eventbus.store.ReceiptTable;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The journal drops whole days at once, without deleting rows. */
@WithEventBusServers
class JournalRetentionTest {

  private final EventBusSettings settings;

  JournalRetentionTest(KafkaBroker kafka, DatabaseCoordinates database) {
    settings = TestBus.settings(kafka, database);
  }

  @Test
  void daysThatAreOverAreDroppedAndAllOthersStay() {
    try (TestBus bus = TestBus.producer(settings)) {
      Instant longAgo = Instant.parse("2020-05-10T12:00:00Z");
      ensure(bus, longAgo);
      ensure(bus, longAgo.plus(Duration.ofDays(6)));

      assertThat(days(bus, "2020"))
          .containsExactly(
              "event_journal_20200509",
              "event_journal_20200510",
              "event_journal_20200511",
              "event_journal_20200512",
              "event_journal_20200515",
              "event_journal_20200516",
              "event_journal_20200517",
              "event_journal_20200518");
      ensure(bus, longAgo.plus(Duration.ofDays(8)));

      await()
          .untilAsserted(
              () -> assertThat(days(bus, "2020")).first().isEqualTo("event_journal_20200511"));
    }
  }

  /** Each event that stands alone would else leave a row for ever. */
  @Test
  void numberOfAnEventThatStandsAloneLeavesWithIt() {
    try (TestBus bus = TestBus.producer(settings)) {
      Instant longAgo = Instant.parse("2016-05-10T12:00:00Z");
      ensure(bus, longAgo);
      String alone = UUID.randomUUID().toString();
      String followed = UUID.randomUUID().toString();
      for (String id : List.of(alone, followed, UUID.randomUUID().toString())) {
        bus.query(
            """
            INSERT INTO "{schema}".event_journal
            SELECT id, 'lone', CASE WHEN id IN ('%s', '%s') THEN id::text ELSE 'patron' END, 'T', '{}', 1,
                   '{}', now(), now(), null, null, null, 'topic', 0, 1, '%s'
              FROM (SELECT '%s'::uuid AS id) AS new
            """
                .formatted(alone, followed, longAgo, id));
      }
      bus.query(
          "INSERT INTO \"{schema}\".event_sequence VALUES ('lone', '%s', 1), ('lone', '%s', 2), ('lone', 'patron', 1)"
              .formatted(alone, followed));

      ensure(bus, longAgo.plus(Duration.ofDays(9)));

      await()
          .untilAsserted(
              () -> assertThat(days(bus, "2016")).first().isEqualTo("event_journal_20160512"));
      assertThat(bus.query("SELECT key FROM \"{schema}\".event_sequence WHERE stream = 'lone'"))
          .extracting(row -> row.getString("key"))
          .containsExactlyInAnyOrder(followed, "patron");
    }
  }

  @Test
  void cursorOfAnEventThatStandsAloneLeavesWithItsReceipt() {
    try (TestBus bus = TestBus.producer(settings)) {
      Instant longAgo = Instant.parse("2016-05-10T12:00:00Z");
      bus.get(partitions(bus, longAgo).ensure(bus.schema(), ReceiptTable.NAME));
      String alone = UUID.randomUUID().toString();
      String parked = UUID.randomUUID().toString();
      for (String id : List.of(alone, parked, UUID.randomUUID().toString())) {
        bus.query(
            """
            INSERT INTO "{schema}".event_receipt
            SELECT 'lone', 'stream', CASE WHEN id IN ('%s', '%s') THEN id::text ELSE 'patron' END, 1,
                   id, 'T', 'APPLIED', 'topic', 0, 1, 'instance', '%s'
              FROM (SELECT '%s'::uuid AS id) AS new
            """
                .formatted(alone, parked, longAgo, id));
      }
      bus.query(
          "INSERT INTO \"{schema}\".event_cursor VALUES ('lone', 'stream', '%s', 1, false, 0), ('lone', 'stream', '%s', 1, true, 0), ('lone', 'stream', 'patron', 1, false, 0)"
              .formatted(alone, parked));

      bus.get(
          partitions(bus, longAgo.plus(Duration.ofDays(9)))
              .ensure(bus.schema(), ReceiptTable.NAME));

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          bus.query(
                              "SELECT key FROM \"{schema}\".event_cursor WHERE subscription = 'lone'"))
                      .extracting(row -> row.getString("key"))
                      .containsExactlyInAnyOrder(parked, "patron"));
    }
  }

  /** The second process has cached the partitions of the schema that the first one dropped. */
  @Test
  void processThatEnablesATenantAnewMakesItsDaysAlsoIfAnotherOneHasRemovedIt() {
    try (TestBus one = TestBus.producer(settings);
        TestBus other = TestBus.producer(settings)) {
      String year = Year.now(ZoneOffset.UTC).toString();
      List<String> made = days(one, year);
      one.get(one.bus().tenants().purge(TestBus.DIKU));
      other.get(other.bus().tenants().enable(TestBus.DIKU));

      assertThat(days(other, year)).isEqualTo(made).isNotEmpty();
    }
  }

  /** A long query of the journal does not delay publishing. */
  @Test
  void longReadOfTheJournalDelaysNoPartitionThatIsNeededToday() {
    try (TestBus bus = TestBus.producer(settings)) {
      Instant longAgo = Instant.parse("2018-05-10T12:00:00Z");
      ensure(bus, longAgo);
      SqlConnection reader = bus.get(bus.bus().pool().getConnection());
      Transaction reading = bus.get(reader.begin());
      bus.get(
          reader
              .query("SELECT count(*) FROM \"%s\".event_journal".formatted(bus.schema()))
              .execute());

      Instant nextDay = longAgo.plus(Duration.ofDays(1));
      assertTimeout(Duration.ofSeconds(10), () -> ensure(bus, nextDay));
      assertThat(days(bus, "2018")).hasSize(4);

      bus.get(reading.commit());
      bus.get(reader.close());
      ensure(bus, nextDay);
      assertThat(days(bus, "2018")).hasSize(5);
    }
  }

  private static void ensure(TestBus bus, Instant now) {
    bus.get(partitions(bus, now).ensure(bus.schema(), OutboxTable.JOURNAL));
  }

  private static DailyPartitions partitions(TestBus bus, Instant now) {
    return new DailyPartitions(
        bus.bus().pool(),
        Clock.fixed(now, ZoneOffset.UTC),
        7,
        Map.of(
            OutboxTable.JOURNAL, OutboxTable.LONE_KEYS,
            ReceiptTable.NAME, CursorTable.LONE_KEYS));
  }

  private static List<String> days(TestBus bus, String year) {
    return bus
        .query(
            """
            SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE nspname = '{schema}' AND relname LIKE 'event_journal_%s____'
             ORDER BY relname
            """
                .formatted(year))
        .stream()
        .map(row -> row.getString("relname"))
        .toList();
  }
}
