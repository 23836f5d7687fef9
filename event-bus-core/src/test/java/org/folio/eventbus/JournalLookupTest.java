/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The cost of publishing does not grow with the events of the day. */
@WithEventBusServers
class JournalLookupTest {

  private static final int EVENTS = 100;

  private static final String READ =
      """
      SELECT coalesce(sum(idx_scan), 0)::bigint AS lookups,
             coalesce(sum(seq_tup_read), 0)::bigint AS read_in_passing
        FROM pg_stat_user_tables WHERE schemaname = '{schema}' AND relname LIKE 'event_journal%'
      """;

  @Test
  void journalOfANewTenantIsNeverReadFromItsBeginning(
      KafkaBroker kafka, DatabaseCoordinates database) {
    try (TestBus bus = TestBus.producer(TestBus.settings(kafka, database))) {
      for (int i = 0; i < EVENTS; i++) {
        bus.publish(checkOut(UUID.randomUUID(), UUID.randomUUID()).withId(UUID.randomUUID()));
      }
      await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);

      // PostgreSQL's sessions publish their statistics with a delay of some seconds.
      await().atMost(LIMIT).until(() -> read(bus).getLong("lookups") >= EVENTS);
      assertThat(read(bus).getLong("read_in_passing")).isZero();
    }
  }

  private static JsonObject read(TestBus bus) {
    return bus.query(READ).get(0);
  }
}
