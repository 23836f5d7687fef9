/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's knowledge of each partition: the number of different events that have reached
 * it.
 */
final class PartitionTable {

  private static final String ENSURE =
      """
      INSERT INTO "%1$s".event_partition (subscription, topic, partition)
      VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING
      """;

  // Sequences that are missing as a gap, or were given up as such, are known to be missing. A gap
  // whose partition is unknown may belong to any.
  private static final String READ =
      """
      SELECT events, baseline, stated, missing, matched_at, beacon_offset, beacon_stated_at,
             beacon_refused, surplus, surplus_since,
             (SELECT coalesce(sum(last_sequence - first_sequence + 1), 0)::bigint
                FROM (SELECT first_sequence, last_sequence FROM "%1$s".event_gap AS gap
                       WHERE gap.subscription = $1 AND gap.stream = $4
                         AND coalesce(gap.partition, $3) = $3
                      UNION ALL
                      SELECT first_sequence, last_sequence FROM "%1$s".event_skipped AS skipped
                       WHERE skipped.subscription = $1 AND skipped.stream = $4 AND NOT arrived
                         AND coalesce(skipped.partition, $3) = $3) AS absent) AS absent
        FROM "%1$s".event_partition
       WHERE subscription = $1 AND topic = $2 AND partition = $3
         FOR UPDATE OF event_partition
      """;

  private static final String WRITE =
      """
      UPDATE "%1$s".event_partition
         SET baseline = $4, stated = $5, missing = $6, matched_at = $7, beacon_offset = $8,
             beacon_stated_at = $9, beacon_refused = $10, surplus = $11, surplus_since = $12
       WHERE subscription = $1 AND topic = $2 AND partition = $3
      """;

  private PartitionTable() {}

  /** Compares the received events with the sent ones, and stores the result. */
  static Future<TailComparison> compare(
      SqlConnection tx,
      String schema,
      String subscription,
      String stream,
      String topic,
      int partition,
      Beacon beacon,
      long at,
      boolean quiet) {
    return tx.preparedQuery(ENSURE.formatted(schema))
        .execute(Tuple.of(subscription, topic, partition))
        .compose(
            ensured ->
                tx.preparedQuery(READ.formatted(schema))
                    .execute(Tuple.of(subscription, topic, partition, stream)))
        .compose(
            rows -> {
              Row row = rows.iterator().next();
              long known = row.getLong("events") + row.getLong("absent");
              TailComparison comparison = TailComparison.of(tail(row), beacon, at, known, quiet);
              PartitionTail after = comparison.after();
              return after.equals(comparison.before())
                  ? Future.succeededFuture(comparison)
                  : tx.preparedQuery(WRITE.formatted(schema))
                      .execute(
                          Tuple.of(subscription, topic, partition)
                              .addLong(after.baseline())
                              .addLong(after.stated())
                              .addLong(after.missing())
                              .addOffsetDateTime(time(after.matchedAt()))
                              .addLong(after.offset())
                              .addOffsetDateTime(time(after.statedAt()))
                              .addLong(after.refused())
                              .addLong(after.surplus())
                              .addOffsetDateTime(time(after.surplusSince())))
                      .map(comparison);
            });
  }

  private static PartitionTail tail(Row row) {
    return new PartitionTail(
        row.getLong("baseline"),
        row.getLong("stated"),
        row.getLong("missing"),
        instant(row.getOffsetDateTime("matched_at")),
        row.getLong("beacon_offset"),
        instant(row.getOffsetDateTime("beacon_stated_at")),
        row.getLong("beacon_refused"),
        row.getLong("surplus"),
        instant(row.getOffsetDateTime("surplus_since")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
