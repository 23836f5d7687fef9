/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.temporal.ChronoUnit;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The calls of subscribers until the first one that is accepted. A subscriber that accepts none was
 * mostly never there: its module is not deployed, or not enabled for the tenant.
 */
final class FirstCalls {

  private static final String ACCEPTED =
      """
      UPDATE "%s".pubsub_module SET accepted = true, refused_since = NULL, refusal = NULL
       WHERE role = 'SUBSCRIBER' AND product = $1 AND event_type = $2 AND NOT accepted
      """;

  private static final String REFUSED =
      """
      UPDATE "%s".pubsub_module SET refused_since = coalesce(refused_since, now()), refusal = $3
       WHERE role = 'SUBSCRIBER' AND product = $1 AND event_type = $2 AND NOT accepted
         AND refusal IS DISTINCT FROM $3
      """;

  // One per subscriber: each of its types would tell the same. A module registers while it is being
  // enabled, some seconds before Okapi leads calls to it, so a minute passes first.
  private static final String MISSED =
      """
      (SELECT DISTINCT ON (product) '%1$s' AS schema, module_id, event_type, refused_since, refusal
         FROM "%1$s".pubsub_module
        WHERE role = 'SUBSCRIBER' AND NOT accepted AND refused_since < now() - interval '1 minute'
          AND (SELECT enabled FROM "%1$s".event_module_state)
        ORDER BY product, refused_since)
      """;

  private FirstCalls() {}

  /**
   * Notes the outcome of a call to a subscriber that had accepted no event of the type.
   *
   * @param refusal why it failed; null if the event was accepted
   */
  static Future<Void> note(
      SqlClient client,
      String schema,
      String subscriber,
      String eventType,
      @Nullable String refusal) {
    return (refusal == null
            ? client
                .preparedQuery(ACCEPTED.formatted(schema))
                .execute(Tuple.of(subscriber, eventType))
            : client
                .preparedQuery(REFUSED.formatted(schema))
                .execute(Tuple.of(subscriber, eventType, refusal)))
        .mapEmpty();
  }

  /** A query for the subscribers of a schema that have accepted nothing for some time. */
  static String missed(String schema) {
    return MISSED.formatted(schema);
  }

  /** The sentence about a row of that query. */
  static String sentence(TenantId tenant, Row row) {
    String moduleId = row.getString("module_id");
    return "Subscriber %s of tenant %s has accepted no event of type %s since it was registered; calls fail since %s: %s. Deploy it and enable it for the tenant, or unregister it: DELETE /pubsub/messaging-modules?moduleId=%s&moduleRole=SUBSCRIBER"
        .formatted(
            moduleId,
            tenant,
            row.getString("event_type"),
            row.getOffsetDateTime("refused_since").toInstant().truncatedTo(ChronoUnit.SECONDS),
            row.getString("refusal"),
            moduleId);
  }
}
