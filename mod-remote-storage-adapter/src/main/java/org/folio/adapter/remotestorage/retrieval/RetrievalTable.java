/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.retrieval;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.ModuleSchema;

/** Writes table {@code remote_storage_retrieval}. */
final class RetrievalTable {

  private static final String INSERT =
      """
      INSERT INTO "%s".remote_storage_retrieval (id, event_id, hold_id, item_barcode,
        instance_title, instance_author, call_number, patron_barcode, patron_name,
        pickup_location, request_status, request_note, request_type, remote_storage_id, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      ON CONFLICT (event_id) DO NOTHING
      """;

  private final Pool pool;
  private final ModuleSchema schema;

  RetrievalTable(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** Writes the retrieval that follows from an event unless it exists. */
  Future<Void> insert(Event event, Retrieval retrieval) {
    return pool.preparedQuery(INSERT.formatted(schema.of(event.tenant())))
        .execute(row(event, retrieval))
        .mapEmpty();
  }

  private static Tuple row(Event event, Retrieval retrieval) {
    return Tuple.tuple()
        .addValue(id(event))
        .addValue(event.id())
        .addValue(retrieval.request().id())
        .addValue(retrieval.barcode())
        .addValue(retrieval.item().title())
        .addValue(retrieval.item().author())
        .addValue(retrieval.item().callNumber())
        .addValue(retrieval.patron().barcode())
        .addValue(retrieval.patron().userName())
        .addValue(retrieval.pickup())
        .addValue(retrieval.request().status())
        .addValue(retrieval.request().note())
        .addValue(retrieval.type().name())
        .addValue(retrieval.storageId())
        // Clients query by the time that they received, which has milliseconds.
        .addValue(event.time().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
  }

  // The same id for each delivery of the event, of a UUID version that FOLIO's clients accept.
  private static UUID id(Event event) {
    return UUID.nameUUIDFromBytes(event.id().toString().getBytes(StandardCharsets.UTF_8));
  }
}
