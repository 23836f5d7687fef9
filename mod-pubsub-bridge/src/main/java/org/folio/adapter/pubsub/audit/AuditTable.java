/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the history of a tenant's events. */
public final class AuditTable {

  /** The table's name. */
  public static final String NAME = "pubsub_audit";

  // One statement for all rows; the order of the rows is the order of their dates.
  private static final String INSERT =
      """
      INSERT INTO "%s".pubsub_audit (id, event_id, event_type, correlation_id, created_by,
        published_by, state, error_message, subscriber, mode)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::text[], $10::text[]) ON CONFLICT DO NOTHING
      """;

  private static final String INSERT_PAYLOADS =
      """
      INSERT INTO "%s".pubsub_payload (event_id, content)
      SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING
      """;

  private AuditTable() {}

  /** Adds rows; a row of a subscriber that exists is left alone. Does nothing without rows. */
  public static Future<Void> insert(SqlClient client, String schema, List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return Future.succeededFuture();
    }
    UUID[] ids = entries.stream().map(one -> UUID.randomUUID()).toArray(UUID[]::new);
    UUID[] events = entries.stream().map(AuditEntry::eventId).toArray(UUID[]::new);
    return client
        .preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.from(
                List.of(
                    ids,
                    events,
                    texts(entries, AuditEntry::eventType),
                    texts(entries, AuditEntry::correlationId),
                    texts(entries, AuditEntry::createdBy),
                    texts(entries, AuditEntry::publishedBy),
                    texts(entries, one -> one.state().name()),
                    texts(entries, AuditEntry::error),
                    texts(entries, AuditEntry::subscriber),
                    texts(entries, AuditEntry::mode))))
        .mapEmpty();
  }

  /** Keeps the payloads of events; does nothing if there are none. */
  public static Future<Void> insertPayloads(
      SqlClient client, String schema, Map<UUID, String> contents) {
    List<UUID> events = List.copyOf(contents.keySet());
    return events.isEmpty()
        ? Future.succeededFuture()
        : client
            .preparedQuery(INSERT_PAYLOADS.formatted(schema))
            .execute(
                Tuple.from(
                    List.of(
                        events.toArray(UUID[]::new),
                        events.stream().map(contents::get).toArray(String[]::new))))
            .mapEmpty();
  }

  private static String[] texts(
      List<AuditEntry> entries, Function<AuditEntry, @Nullable String> text) {
    return entries.stream().map(text).toArray(String[]::new);
  }
}
