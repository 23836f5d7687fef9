/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.admin.key.SequenceRange;

/** Statements on gaps: ranges of sequences that did not arrive. */
public final class GapTable {

  private static final String READ =
      """
      SELECT stream, key, first_sequence, last_sequence
        FROM "%1$s".event_gap
       WHERE subscription = $1
         AND (stream, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
      """;

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_gap
        (subscription, stream, key, first_sequence, last_sequence, cause, partition)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT DO NOTHING
      """;

  // Splits the range into the parts before and after the sequence that arrived. If some arrive, the
  // rest is requested again after a short pause: a reply has a limit.
  private static final String HEAL =
      """
      WITH gap AS (
        DELETE FROM "%1$s".event_gap
         WHERE subscription = $1 AND stream = $2 AND key = $3
           AND first_sequence <= $4 AND last_sequence >= $4
        RETURNING *)
      INSERT INTO "%1$s".event_gap
        (subscription, stream, key, first_sequence, last_sequence, noticed_at, state, cause,
         requests, requested_at, partition)
      SELECT subscription, stream, key, rest.first, rest.last, noticed_at, state, cause,
             least(requests, 1), requested_at, partition
        FROM gap,
             LATERAL (VALUES (first_sequence, $4 - 1), ($4 + 1, last_sequence)) AS rest (first, last)
       WHERE rest.first <= rest.last
      """;

  private static final String COUNT =
      """
      UPDATE "%1$s".event_cursor
         SET open_gaps = (SELECT count(*) FROM "%1$s".event_gap AS gap
                           WHERE gap.subscription = $1 AND gap.stream = $2 AND gap.key = $3)
       WHERE subscription = $1 AND stream = $2 AND key = $3
      """;

  // The pause doubles from ten seconds to about an hour.
  private static final String CLAIM =
      """
      UPDATE "%1$s".event_gap
         SET requests = requests + 1, requested_at = clock_timestamp()
       WHERE (subscription, stream, key, first_sequence) IN (
               SELECT subscription, stream, key, first_sequence
                 FROM "%1$s".event_gap
                WHERE subscription = $1 AND state = 'OPEN'
                  AND (requested_at IS NULL OR requested_at < clock_timestamp()
                         - interval '10 seconds' * power(2, least(requests - 1, 8)))
                ORDER BY noticed_at
                LIMIT $2
                  FOR UPDATE SKIP LOCKED)
      RETURNING *
      """;

  // The reply may concern a part of a gap; that part is cut out of it.
  private static final String UNAVAILABLE =
      """
      WITH gap AS (
        DELETE FROM "%1$s".event_gap
         WHERE subscription = $1 AND stream = $2 AND key = $3 AND state = 'OPEN'
           AND first_sequence <= $5 AND last_sequence >= $4
        RETURNING *)
      INSERT INTO "%1$s".event_gap
        (subscription, stream, key, first_sequence, last_sequence, noticed_at, state, cause,
         requests, requested_at, partition)
      SELECT subscription, stream, key, part.first, part.last, noticed_at, part.state, part.cause,
             requests, requested_at, partition
        FROM gap,
             LATERAL (VALUES (first_sequence, $4 - 1, 'OPEN', gap.cause),
                             (greatest(first_sequence, $4), least(last_sequence, $5),
                              'UNAVAILABLE', $6),
                             ($5 + 1, last_sequence, 'OPEN', gap.cause))
               AS part (first, last, state, cause)
       WHERE part.first <= part.last
      """;

  private static final String LIST =
      """
      SELECT * FROM "%1$s".event_gap ORDER BY noticed_at LIMIT $1
      """;

  // Few gaps are open at a time, usually none.
  private static final String OF_KEY =
      """
      SELECT * FROM "%1$s".event_gap WHERE key = $1
       ORDER BY subscription, stream, first_sequence
       LIMIT $2
      """;

  private static final String SHRINK =
      """
      UPDATE "%1$s".event_gap SET first_sequence = $5 + 1
       WHERE subscription = $1 AND stream = $2 AND key = $3 AND first_sequence = $4
         AND last_sequence > $5
      """;

  private static final String REMOVE =
      """
      DELETE FROM "%1$s".event_gap
       WHERE subscription = $1 AND stream = $2 AND key = $3 AND first_sequence = $4
         AND last_sequence <= $5
      """;

  // The maximum number of gaps of one key in one answer.
  private static final int MOST_OF_KEY = 100;

  private GapTable() {}

  // The cause as far as it is known locally.
  private static String suspicion(SequenceRange gap) {
    return gap.first() == 1
        ? "Nothing of this key has ever arrived before: the subscription began after these events were deleted from the topic, or they were lost on Kafka"
        : "Lost on Kafka, or passed over when the group's offsets were changed";
  }

  /**
   * Claims gaps for which the producer is to be asked now, so that no other instance asks as well.
   *
   * @param most at least 1
   */
  static Future<List<OpenGap>> claim(
      SqlClient client, String schema, String subscription, int most) {
    return client
        .preparedQuery(CLAIM.formatted(schema))
        .execute(Tuple.of(subscription, most))
        .map(GapTable::gaps);
  }

  /**
   * Notes under the lock of the key's cursor that the producer's journal no longer has events.
   *
   * @return number of gaps, and of parts of them, that replace the affected ones; 0 if none is
   *     affected
   */
  public static Future<Integer> unavailable(
      SqlConnection tx, String schema, String subscription, Unavailable answer) {
    return tx.preparedQuery(UNAVAILABLE.formatted(schema))
        .execute(
            key(subscription, answer.key())
                .addLong(answer.range().first())
                .addLong(answer.range().last())
                .addString(answer.reason()))
        .map(SqlResult::rowCount)
        .compose(
            parts ->
                parts == 0
                    ? Future.succeededFuture(parts)
                    : count(tx, schema, subscription, answer.key()).map(parts));
  }

  /**
   * All open gaps, oldest first.
   *
   * @param most at least 1
   */
  public static Future<List<OpenGap>> list(SqlClient client, String schema, int most) {
    return client.preparedQuery(LIST.formatted(schema)).execute(Tuple.of(most)).map(GapTable::gaps);
  }

  /** The open gaps of a key, on any stream. */
  public static Future<List<OpenGap>> ofKey(SqlClient client, String schema, String key) {
    return client
        .preparedQuery(OF_KEY.formatted(schema))
        .execute(Tuple.of(key, MOST_OF_KEY))
        .map(GapTable::gaps);
  }

  /**
   * Closes the beginning of a gap that an operator gave up, under the lock of the key's cursor,
   * which has been written before.
   *
   * @param range from the first sequence of the gap
   */
  public static Future<Void> close(
      SqlConnection tx, String schema, String subscription, StreamKey key, SequenceRange range) {
    Tuple parameters = key(subscription, key).addLong(range.first()).addLong(range.last());
    return tx.preparedQuery(REMOVE.formatted(schema))
        .execute(parameters)
        .compose(removed -> tx.preparedQuery(SHRINK.formatted(schema)).execute(parameters))
        .compose(shrunk -> count(tx, schema, subscription, key));
  }

  private static List<OpenGap> gaps(RowSet<Row> rows) {
    List<OpenGap> gaps = new ArrayList<>();
    rows.forEach(row -> gaps.add(gap(row)));
    return gaps;
  }

  /** The gaps of some keys. */
  public static Future<Map<StreamKey, List<SequenceRange>>> read(
      SqlConnection tx, String schema, String subscription, Collection<StreamKey> keys) {
    if (keys.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return tx.preparedQuery(READ.formatted(schema))
        .execute(
            Tuple.of(
                subscription,
                keys.stream().map(StreamKey::stream).toArray(String[]::new),
                keys.stream().map(StreamKey::key).toArray(String[]::new)))
        .map(
            rows -> {
              Map<StreamKey, List<SequenceRange>> gaps = new HashMap<>();
              for (Row row : rows) {
                gaps.computeIfAbsent(
                        new StreamKey(row.getString("stream"), row.getString("key")),
                        none -> new ArrayList<>())
                    .add(
                        new SequenceRange(
                            row.getLong("first_sequence"), row.getLong("last_sequence")));
              }
              return gaps;
            });
  }

  /**
   * Opens new gaps and closes healed ones. The cursors of the keys have been written before.
   *
   * @param partition the partition of the events after the new gaps
   */
  public static Future<Void> change(
      SqlConnection tx,
      String schema,
      String subscription,
      int partition,
      Map<StreamKey, List<SequenceRange>> opened,
      Map<StreamKey, List<Long>> healed) {
    Future<?> changed = Future.succeededFuture();
    for (var entry : opened.entrySet()) {
      for (SequenceRange gap : entry.getValue()) {
        changed =
            changed.compose(
                before ->
                    tx.preparedQuery(INSERT.formatted(schema))
                        .execute(
                            key(subscription, entry.getKey())
                                .addLong(gap.first())
                                .addLong(gap.last())
                                .addString(suspicion(gap))
                                .addInteger(partition)));
      }
      changed = changed.compose(before -> count(tx, schema, subscription, entry.getKey()));
    }
    for (var entry : healed.entrySet()) {
      for (long sequence : entry.getValue()) {
        changed =
            changed.compose(
                before ->
                    tx.preparedQuery(HEAL.formatted(schema))
                        .execute(key(subscription, entry.getKey()).addLong(sequence)));
      }
      changed = changed.compose(before -> count(tx, schema, subscription, entry.getKey()));
    }
    return changed.mapEmpty();
  }

  private static Future<Void> count(
      SqlConnection tx, String schema, String subscription, StreamKey key) {
    return tx.preparedQuery(COUNT.formatted(schema)).execute(key(subscription, key)).mapEmpty();
  }

  private static Tuple key(String subscription, StreamKey key) {
    return Tuple.of(subscription, key.stream(), key.key());
  }

  private static OpenGap gap(Row row) {
    var requestedAt = row.getOffsetDateTime("requested_at");
    return new OpenGap(
        row.getString("subscription"),
        new StreamKey(row.getString("stream"), row.getString("key")),
        new SequenceRange(row.getLong("first_sequence"), row.getLong("last_sequence")),
        row.getOffsetDateTime("noticed_at").toInstant(),
        OpenGap.State.valueOf(row.getString("state")),
        row.getString("cause"),
        row.getInteger("requests"),
        requestedAt == null ? null : requestedAt.toInstant(),
        row.getInteger("partition"));
  }
}
