/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A handler that stores every effect, including a second one of the same event. Its table has no
 * constraint that could hide an error of the bus.
 */
final class Ledger implements TransactionalHandler {

  static final String CHANGELOG = "ledger.sql";

  /** One stored effect; the list has their order. */
  record Entry(UUID eventId, String type, String key, long sequence) {}

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    String insert =
        """
        INSERT INTO "%s".ledger (event_id, type, key, sequence)
        SELECT event_id, type, key, sequence
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY
            AS new (event_id, type, key, sequence, place)
         ORDER BY place
        """
            .formatted(batch.schema());
    List<Event> events = batch.events();
    return tx.preparedQuery(insert)
        .execute(
            Tuple.of(
                events.stream().map(Event::id).toArray(UUID[]::new),
                events.stream().map(Event::type).toArray(String[]::new),
                events.stream().map(Event::key).toArray(String[]::new),
                events.stream().map(Event::sequence).toArray(Long[]::new)))
        .mapEmpty();
  }

  static Future<List<Entry>> read(EventBus bus, TenantId tenant) {
    return bus.pool()
        .query("SELECT * FROM \"%s\".ledger ORDER BY position".formatted(bus.schema().of(tenant)))
        .execute()
        .map(
            rows -> {
              List<Entry> entries = new ArrayList<>();
              for (Row row : rows) {
                entries.add(
                    new Entry(
                        row.getUUID("event_id"),
                        row.getString("type"),
                        row.getString("key"),
                        row.getLong("sequence")));
              }
              return entries;
            });
  }
}
