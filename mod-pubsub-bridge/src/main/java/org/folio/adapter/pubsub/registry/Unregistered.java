/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was removed while the bridge delivered, which a mod-pubsub behind it may still
 * know.
 *
 * @param role of the product; null for the event type itself
 * @param product the module id without version; empty for the event type itself
 */
public record Unregistered(@Nullable Role role, String product, String eventType) {

  // Removes rows and notes them, unless mod-pubsub hears of it at once. A role stands for a
  // registration, and EVENT_TYPE for the type.
  private static final String REMOVE =
      """
      WITH gone AS (DELETE FROM "%%1$s".%s RETURNING %s),
           noted AS (
             INSERT INTO "%%1$s".pubsub_unregistered (kind, product, event_type)
             SELECT gone.* FROM gone, "%%1$s".pubsub_mode WHERE mode = 'BRIDGE'
             ON CONFLICT DO NOTHING)
      SELECT count(*) AS removed FROM gone
      """;

  private static final String FIND =
      "SELECT kind, product, event_type FROM \"%s\".pubsub_unregistered ORDER BY kind DESC";

  private static final String FORGET =
      """
      DELETE FROM "%s".pubsub_unregistered WHERE kind = $1 AND product = $2 AND event_type = $3
      """;

  private static final String EVENT_TYPE = "EVENT_TYPE";

  /** A statement that removes registrations. */
  static String removalOfModules(String condition) {
    return REMOVE.formatted("pubsub_module WHERE " + condition, "role, product, event_type");
  }

  /** A statement that removes event types. */
  static String removalOfTypes(String condition) {
    return REMOVE.formatted(
        "pubsub_event_type WHERE " + condition, "'" + EVENT_TYPE + "', '', name");
  }

  /** All of a tenant; event types come last, because registrations refer to them. */
  public static Future<List<Unregistered>> find(SqlClient client, String schema) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute()
        .map(
            rows -> {
              List<Unregistered> found = new ArrayList<>();
              rows.forEach(
                  row -> {
                    String kind = row.getString("kind");
                    found.add(
                        new Unregistered(
                            kind.equals(EVENT_TYPE) ? null : Role.valueOf(kind),
                            row.getString("product"),
                            row.getString("event_type")));
                  });
              return found;
            });
  }

  /** Forgets them: they are registered again, or mod-pubsub does not know them any more. */
  public static Future<Void> forget(SqlClient client, String schema, List<Unregistered> those) {
    return those.isEmpty()
        ? Future.succeededFuture()
        : client
            .preparedQuery(FORGET.formatted(schema))
            .executeBatch(
                those.stream()
                    .map(
                        one ->
                            Tuple.of(
                                one.role() == null ? EVENT_TYPE : one.role().name(),
                                one.product(),
                                one.eventType()))
                    .toList())
            .mapEmpty();
  }
}
