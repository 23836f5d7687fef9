/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lag;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.admin.LagPeak;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.sql.AbsentTables;

/** Statements on the lag of the last day. */
public final class LagTable {

  private static final double MILLIS = 1_000;

  // A day has 288 times five minutes; what is older goes with the statement that writes.
  private static final String NOTE =
      """
      WITH forgotten AS (
        DELETE FROM "%1$s".event_lag WHERE begun_at < now() - interval '1 day'
      )
      INSERT INTO "%1$s".event_lag AS known (subscription, begun_at, instance, events, seconds)
      SELECT seen.subscription, to_timestamp(floor(extract(epoch FROM now()) / 300) * 300), $2,
             seen.events, seen.seconds
        FROM unnest($1::text[], $3::bigint[], $4::double precision[])
             AS seen (subscription, events, seconds)
      ON CONFLICT (subscription, begun_at, instance) DO UPDATE
        SET events = greatest(known.events, excluded.events),
            seconds = greatest(known.seconds, excluded.seconds)
      """;

  private static final String PEAKS =
      """
      SELECT subscription, begun_at, sum(events)::bigint AS events, max(seconds) AS seconds
        FROM "%1$s".event_lag
       WHERE begun_at >= now() - interval '1 day'
       GROUP BY subscription, begun_at
       ORDER BY subscription, begun_at
      """;

  private LagTable() {}

  /** Notes how far the subscriptions of an instance are behind now. */
  static Future<Void> note(
      SqlClient client, String schema, String instance, List<SubscriptionStatus> statuses) {
    return client
        .preparedQuery(NOTE.formatted(schema))
        .execute(
            Tuple.of(
                statuses.stream().map(SubscriptionStatus::name).toArray(String[]::new),
                instance,
                statuses.stream().map(one -> one.unread() + one.inMemory()).toArray(Long[]::new),
                statuses.stream().map(one -> one.oldestMillis() / MILLIS).toArray(Double[]::new)))
        .map(noted -> true)
        .recover(failure -> unlessAbsent(failure, false))
        .mapEmpty();
  }

  // The tenant was enabled by an earlier version of the library, which had no such table.
  private static <T> Future<T> unlessAbsent(Throwable failure, T instead) {
    return AbsentTables.cause(failure)
        ? Future.succeededFuture(instead)
        : Future.failedFuture(failure);
  }

  /** The peaks of the last day of each subscription, oldest first. */
  public static Future<Map<String, List<LagPeak>>> peaks(SqlClient client, String schema) {
    return client
        .preparedQuery(PEAKS.formatted(schema))
        .execute()
        .map(
            rows -> {
              Map<String, List<LagPeak>> peaks = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      peaks
                          .computeIfAbsent(
                              row.getString("subscription"), first -> new ArrayList<>())
                          .add(
                              new LagPeak(
                                  row.getOffsetDateTime("begun_at").toInstant(),
                                  row.getLong("events"),
                                  row.getDouble("seconds"))));
              return peaks;
            })
        .recover(failure -> unlessAbsent(failure, Map.of()));
  }
}
