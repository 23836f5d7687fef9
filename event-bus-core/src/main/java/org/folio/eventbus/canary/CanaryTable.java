/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.canary;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.Canary;
import org.folio.eventbus.admin.SeenCanary;

/** Statements on canaries. */
final class CanaryTable {

  // One of several instances publishes.
  private static final String CLAIM =
      """
      INSERT INTO "%1$s".event_canary AS last (stream, published_at)
      VALUES ($1, clock_timestamp())
      ON CONFLICT (stream) DO UPDATE SET published_at = clock_timestamp()
        WHERE last.published_at < clock_timestamp() - $2 * interval '1 millisecond'
      RETURNING stream
      """;

  // The last day is enough, and avoids a scan of all others.
  private static final String LAST =
      """
      SELECT event_id, sequence, recorded_at,
             (extract(epoch FROM clock_timestamp() - recorded_at) * 1000)::bigint AS age
        FROM "%1$s".event_receipt
       WHERE key = $1 AND subscription = $2 AND stream = $3
         AND recorded_at > now() - interval '1 day'
       ORDER BY sequence DESC
       LIMIT 1
      """;

  private CanaryTable() {}

  /**
   * Tells whether a canary is due, and marks it as published now.
   *
   * @param interval at least this long after the last one
   */
  static Future<Boolean> claim(SqlClient client, String schema, String stream, Duration interval) {
    return client
        .preparedQuery(CLAIM.formatted(schema))
        .execute(Tuple.of(stream, (double) interval.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** The last canary that each subscription received within a day. */
  static Future<List<SeenCanary>> last(
      SqlClient client, String schema, List<Subscription> subscriptions) {
    List<SeenCanary> seen = new ArrayList<>();
    Future<Void> read = Future.succeededFuture();
    for (Subscription subscription : subscriptions) {
      read =
          read.compose(
              before ->
                  client
                      .preparedQuery(LAST.formatted(schema))
                      .execute(Tuple.of(Canary.KEY, subscription.name(), subscription.stream()))
                      .onSuccess(
                          rows ->
                              seen.add(
                                  rows.size() == 0
                                      ? new SeenCanary(
                                          subscription.name(),
                                          subscription.stream(),
                                          null,
                                          0,
                                          null,
                                          null)
                                      : of(subscription, rows.iterator().next())))
                      .mapEmpty());
    }
    return read.map(seen);
  }

  private static SeenCanary of(Subscription subscription, Row row) {
    return new SeenCanary(
        subscription.name(),
        subscription.stream(),
        row.getUUID("event_id"),
        row.getLong("sequence"),
        row.getOffsetDateTime("recorded_at").toInstant(),
        Duration.ofMillis(row.getLong("age")));
  }
}
