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

/** What a subscription knows of each partition: how many different events have reached it. */
public final class PartitionTable {

  private static final String ENSURE =
      """
      INSERT INTO "%1$s".event_partition (subscription, topic, partition)
      VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING
      """;

  // What is missing as a gap, or was given up as such, is known to be missing.
  private static final String READ =
      """
      SELECT events, baseline, stated, missing, matched_at,
             (SELECT coalesce(sum(last_sequence - first_sequence + 1), 0)::bigint
                FROM (SELECT first_sequence, last_sequence FROM "%1$s".event_gap
                       WHERE event_gap.subscription = $1 AND event_gap.stream = $4
                      UNION ALL
                      SELECT first_sequence, last_sequence FROM "%1$s".event_skipped
                       WHERE event_skipped.subscription = $1 AND event_skipped.stream = $4
                         AND NOT arrived) AS absent) AS in_gaps
        FROM "%1$s".event_partition
       WHERE subscription = $1 AND topic = $2 AND partition = $3
         FOR UPDATE OF event_partition
      """;

  private static final String WRITE =
      """
      UPDATE "%1$s".event_partition
         SET baseline = $4, stated = $5, missing = $6, matched_at = $7
       WHERE subscription = $1 AND topic = $2 AND partition = $3
      """;

  private PartitionTable() {}

  /**
   * What a comparison has shown.
   *
   * @param missing number of events that were sent and have never arrived; 0 if none
   * @param before number of events that were missing at the comparison before
   * @param matchedAt by the producer's clock, when nothing was missing last; null if never
   */
  public record Comparison(long missing, long before, @Nullable Instant matchedAt) {}

  /**
   * Compares what has arrived with what was sent. All that lies before the beacon on its partition
   * must be finished.
   *
   * @param quiet whether nothing that lies behind the beacon is in work or finished; only then can
   *     be told how many events were sent before the subscription began
   */
  public static Future<Comparison> compare(
      SqlConnection tx,
      String schema,
      String subscription,
      String stream,
      String topic,
      int partition,
      Beacon beacon,
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
              OffsetDateTime matched = row.getOffsetDateTime("matched_at");
              Instant matchedAt = matched == null ? null : matched.toInstant();
              Long baseline = row.getLong("baseline");
              long before = row.getLong("missing");
              if (baseline == null && !quiet
                  || baseline != null && beacon.events() < row.getLong("stated")) {
                // The next beacon tells; or an older one is read again and says nothing new.
                return Future.succeededFuture(new Comparison(before, before, matchedAt));
              }
              long arrived = row.getLong("events");
              // What was sent before the subscription began is not its business.
              long begun = baseline == null ? Math.max(0, beacon.events() - arrived) : baseline;
              long missing =
                  Math.max(0, beacon.events() - begun - arrived - row.getLong("in_gaps"));
              Instant good = missing == 0 ? beacon.stated() : matchedAt;
              return tx.preparedQuery(WRITE.formatted(schema))
                  .execute(
                      Tuple.of(
                          subscription,
                          topic,
                          partition,
                          begun,
                          beacon.events(),
                          missing,
                          good == null ? null : good.atOffset(ZoneOffset.UTC)))
                  .map(new Comparison(missing, before, matchedAt));
            });
  }
}
