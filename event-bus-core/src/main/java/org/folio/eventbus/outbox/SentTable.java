/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the events that the relay has sent to each partition; the count is updated when they move
 * to the journal.
 */
public final class SentTable {

  // After the last change the pause doubles, up to some hours. Rows are locked in the order in
  // which the relay locks them; the result includes what the relay adds while this waits for a row.
  private static final String CLAIM =
      """
      WITH due AS (
        SELECT topic, partition
          FROM "%1$s".event_sent
         GROUP BY topic, partition
        HAVING bool_or(stated_at IS NULL)
            OR min(stated_at) < clock_timestamp()
                 - $1::float8 * power(2, least(min(statements), 10)) * interval '1 second'),
      taken AS (
        SELECT topic, partition, lane
          FROM "%1$s".event_sent JOIN due USING (topic, partition)
         ORDER BY topic, partition, lane
           FOR UPDATE OF event_sent),
      stated AS (
        UPDATE "%1$s".event_sent AS sent
           SET stated_at = clock_timestamp(), statements = statements + 1
          FROM taken
         WHERE sent.topic = taken.topic AND sent.partition = taken.partition
           AND sent.lane = taken.lane
        RETURNING sent.topic, sent.partition, sent.events, sent.stated_at)
      SELECT topic, partition, sum(events)::bigint AS events, max(stated_at) AS stated_at
        FROM stated
       GROUP BY topic, partition
      """;

  private SentTable() {}

  /**
   * The number of events sent to a partition.
   *
   * @param events number of different events
   * @param now the time of this statement
   */
  public record Sent(String topic, int partition, long events, Instant now) {}

  /**
   * Claims the partitions whose number of events is due to be stated.
   *
   * @param interval the least time between two statements
   */
  public static Future<List<Sent>> claim(SqlClient client, String schema, Duration interval) {
    return client
        .preparedQuery(CLAIM.formatted(schema))
        .execute(Tuple.of((double) interval.toMillis() / Duration.ofSeconds(1).toMillis()))
        .map(
            rows -> {
              List<Sent> sent = new ArrayList<>();
              for (Row row : rows) {
                sent.add(
                    new Sent(
                        row.getString("topic"),
                        row.getInteger("partition"),
                        row.getLong("events"),
                        row.getOffsetDateTime("stated_at").toInstant()));
              }
              return sent;
            });
  }
}
