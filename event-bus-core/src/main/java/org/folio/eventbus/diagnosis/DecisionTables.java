/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.folio.eventbus.admin.diagnosis.Decision;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.key.SequenceRange;

/** The recorded decisions about parked and missing events. */
final class DecisionTables {

  // The maximum in one answer, latest first; a key that is released again and again has more.
  private static final int MOST = 1_000;

  private static final String READ =
      """
      SELECT subscription, first_sequence, last_sequence,
             CASE WHEN arrived THEN 'DISCARDED' ELSE 'SKIPPED' END AS kind,
             skipped_by AS decided_by, skipped_why AS why, skipped_at AS at, cause, event_id
        FROM "%1$s".event_skipped
       WHERE subscription = ANY ($5) AND stream = $1 AND key = $2
         AND last_sequence >= $3 AND first_sequence < $3 + $4
       UNION ALL
      SELECT subject ->> 'subscription', (subject ->> 'firstSequence')::bigint,
             (subject ->> 'lastSequence')::bigint, 'RELEASED',
             performed_by, reason, performed_at, NULL, NULL
        FROM "%1$s".event_operation_log
       WHERE action = 'RELEASE' AND outcome = 'RELEASED'
         AND subject ->> 'subscription' = ANY ($5) AND subject ->> 'stream' = $1
         AND subject ->> 'key' = $2
         AND (subject ->> 'lastSequence')::bigint >= $3
         AND (subject ->> 'firstSequence')::bigint < $3 + $4
       ORDER BY at DESC
       LIMIT $6
      """;

  private DecisionTables() {}

  /** Decisions about a range of a key, latest first. */
  static Future<List<Decision>> of(
      SqlClient client,
      String schema,
      Collection<String> subscriptions,
      EventPlace from,
      long sequences) {
    return client
        .preparedQuery(READ.formatted(schema))
        .execute(
            Tuple.of(
                from.key().stream(),
                from.key().key(),
                from.sequence(),
                sequences,
                subscriptions.toArray(String[]::new),
                MOST))
        .map(
            rows -> {
              List<Decision> decisions = new ArrayList<>();
              rows.forEach(row -> decisions.add(decision(row)));
              return decisions;
            });
  }

  private static Decision decision(Row row) {
    return new Decision(
        row.getString("subscription"),
        new SequenceRange(row.getLong("first_sequence"), row.getLong("last_sequence")),
        Decision.Kind.valueOf(row.getString("kind")),
        row.getString("decided_by"),
        row.getString("why"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("cause"),
        row.getUUID("event_id"));
  }
}
