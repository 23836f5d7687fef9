/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.accession;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.folio.adapter.remotestorage.lookup.KnownInstance;
import org.folio.eventbus.Event;
import org.folio.eventbus.ModuleSchema;

/** Writes table {@code remote_storage_accession}. */
final class AccessionTable {

  private static final String INSERT =
      """
      INSERT INTO "%s".remote_storage_accession (id, event_id, item_barcode, instance_title,
        instance_author, call_number, remote_storage_id, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (event_id) DO NOTHING
      """;

  private final Pool pool;
  private final ModuleSchema schema;

  AccessionTable(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** Writes the accession that follows from an event unless it exists. */
  Future<Void> insert(Event event, ItemChange item, KnownInstance instance, UUID storageId) {
    return pool.preparedQuery(INSERT.formatted(schema.of(event.tenant())))
        .execute(
            Tuple.tuple()
                .addValue(id(event))
                .addValue(event.id())
                .addValue(item.barcode())
                .addValue(instance.title())
                .addValue(instance.author())
                .addValue(item.callNumber())
                .addValue(storageId)
                // Clients query by the time that they received, which has milliseconds.
                .addValue(event.time().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  // The same id for each delivery of the event; it does not reveal the id of the event.
  private static UUID id(Event event) {
    return UUID.nameUUIDFromBytes(event.id().toString().getBytes(StandardCharsets.UTF_8));
  }
}
