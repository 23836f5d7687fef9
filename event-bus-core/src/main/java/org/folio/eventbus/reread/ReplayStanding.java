/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.admin.replay.RecordSelection;

/** The state of a subscription with regard to a selection, before and after a replay. */
final class ReplayStanding {

  // Keeps the query cheap regardless of the backlog.
  private static final int MOST_COUNTED = 100_000;

  private static final String MISSING_AND_PARKED =
      """
      SELECT (SELECT coalesce(sum(last_sequence - first_sequence + 1), 0)::bigint
                FROM (SELECT * FROM "%1$s".event_gap
                       WHERE subscription = $1 AND ($2::text IS NULL OR key = $2)
                       LIMIT $3) AS gaps) AS missing,
             (SELECT count(*)
                FROM (SELECT 1 FROM "%1$s".event_parked
                       WHERE subscription = $1 AND ($2::text IS NULL OR key = $2)
                       LIMIT $3) AS waiting) AS parked
      """;

  private static final String APPLIED =
      """
      SELECT count(DISTINCT event_id) AS applied
        FROM (SELECT event_id FROM "%1$s".event_receipt
               WHERE subscription = $1 AND outcome IN ('APPLIED', 'RELEASED')
                 AND ($2::text IS NULL OR key = $2)
                 AND ($3::uuid[] IS NULL OR event_id = ANY ($3))
               LIMIT $4) AS applied
      """;

  private ReplayStanding() {}

  /**
   * Counts missing sequences and parked events, of the selected key if there is one. Also counts
   * the applied events of a selection by key or id. Without key or id, that would scan all
   * receipts.
   */
  static Future<JsonObject> read(
      SqlClient client, String schema, String subscription, RecordSelection selection) {
    return client
        .preparedQuery(MISSING_AND_PARKED.formatted(schema))
        .execute(Tuple.of(subscription, selection.key(), MOST_COUNTED))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new JsonObject()
                    .put("missingSequences", row.getLong("missing"))
                    .put("parkedEvents", row.getLong("parked")))
        .compose(
            standing ->
                selection.restrictsEvents()
                    ? applied(client, schema, subscription, selection)
                        .map(events -> standing.put("appliedEvents", events))
                    : Future.succeededFuture(standing));
  }

  private static Future<Long> applied(
      SqlClient client, String schema, String subscription, RecordSelection selection) {
    Set<UUID> ids = selection.eventIds();
    return client
        .preparedQuery(APPLIED.formatted(schema))
        .execute(
            Tuple.tuple()
                .addString(subscription)
                .addString(selection.key())
                .addArrayOfUUID(ids == null ? null : ids.toArray(UUID[]::new))
                .addInteger(MOST_COUNTED))
        .map(rows -> rows.iterator().next().getLong("applied"));
  }
}
