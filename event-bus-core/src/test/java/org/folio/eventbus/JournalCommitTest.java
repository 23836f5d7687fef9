/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Only repeatable work commits without waiting for PostgreSQL's disk. */
@WithEventBusServers
class JournalCommitTest {

  @Test
  void journalDoesNotWaitForTheDiskAndWhateverFollowsOnItsConnectionDoes(
      KafkaBroker kafka, DatabaseCoordinates database) {
    try (TestBus bus = TestBus.producer(TestBus.settings(kafka, database))) {
      String position = "SELECT position FROM \"%s\".event_outbox".formatted(bus.schema());
      List<String> waits =
          bus.get(
              bus.bus()
                  .pool()
                  .withConnection(
                      connection ->
                          waits(connection, bus, position)
                              .compose(
                                  within ->
                                      waits(connection).map(after -> List.of(within, after)))));

      assertThat(waits).containsExactly("off", "on");
      assertThat(bus.count("event_journal", "true")).isOne();
    }
  }

  private static Future<String> waits(SqlConnection connection, TestBus bus, String position) {
    EventDraft event = checkOut(UUID.randomUUID(), UUID.randomUUID());
    return connection
        .begin()
        .compose(
            tx ->
                bus.bus()
                    .publisher()
                    .publish(connection, DIKU, List.of(event))
                    .compose(published -> connection.query(position).execute())
                    .map(rows -> rows.iterator().next().getLong("position"))
                    .compose(
                        place ->
                            OutboxTable.journalise(
                                connection,
                                bus.schema(),
                                List.of(new SentRow(place, bus.topic(), 0, 0))))
                    .compose(moved -> waits(connection))
                    .compose(setting -> tx.commit().map(setting)));
  }

  private static Future<String> waits(SqlConnection connection) {
    return connection
        .query("SHOW synchronous_commit")
        .execute()
        .map(rows -> rows.iterator().next().getString(0));
  }
}
