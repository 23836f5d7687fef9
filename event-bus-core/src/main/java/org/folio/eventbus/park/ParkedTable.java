/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.parked.ParkedKey;

/** Statements on parked records. */
public final class ParkedTable {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_parked (subscription, stream, key, sequence, event_id, type, state,
        cause, headers, value, topic, partition, kafka_offset, kafka_timestamp)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      ON CONFLICT DO NOTHING
      """;

  private static final String OF_KEY =
      """
      SELECT *, (extract(epoch FROM clock_timestamp() - parked_at) * 1000)::bigint AS age
        FROM "%1$s".event_parked
       WHERE subscription = $1 AND stream = $2 AND key = $3 AND sequence IS NOT NULL
       ORDER BY sequence
       LIMIT $4
      """;

  private static final String REMOVE =
      """
      DELETE FROM "%1$s".event_parked WHERE position = ANY ($1)
      """;

  private static final String MARK =
      """
      UPDATE "%1$s".event_parked SET state = $2, cause = $3 WHERE position = $1
      """;

  private static final String RELEASABLE =
      """
      SELECT stopped.stream, stopped.key
        FROM "%1$s".event_cursor AS stopped
        LEFT JOIN LATERAL (
               SELECT state, sequence, parked_at FROM "%1$s".event_parked AS waiting
                WHERE waiting.subscription = stopped.subscription
                  AND waiting.stream = stopped.stream
                  AND waiting.key = stopped.key
                  AND waiting.sequence IS NOT NULL
                ORDER BY waiting.sequence
                LIMIT 1) AS first ON true
       WHERE stopped.subscription = $1 AND stopped.parked
         AND first.state IS DISTINCT FROM 'POISON'
         AND (first.state IS DISTINCT FROM 'GAP' OR first.sequence <= stopped.last_sequence + 1
              OR first.parked_at <= clock_timestamp() - $3 * interval '1 millisecond'
                 AND ($4 OR stopped.open_gaps = 0))
       ORDER BY first.parked_at NULLS FIRST
       LIMIT $2
      """;

  private static final String COUNT =
      """
      SELECT count(*) AS events FROM "%1$s".event_parked
       WHERE subscription = $1 AND stream = $2 AND key = $3
      """;

  private static final String LIST =
      """
      SELECT subscription, stream, key,
             count(*) AS events,
             min(sequence) AS first_sequence,
             min(parked_at) AS since,
             (array_agg(event_id ORDER BY sequence) FILTER (WHERE state <> 'BEHIND'))[1] AS event_id,
             (array_agg(type ORDER BY sequence) FILTER (WHERE state <> 'BEHIND'))[1] AS type,
             (array_agg(cause ORDER BY sequence) FILTER (WHERE state <> 'BEHIND'))[1] AS cause,
             bool_and(state = 'UNREADABLE') AS unreadable
        FROM "%1$s".event_parked
       GROUP BY subscription, stream, key
      UNION ALL
      SELECT $2, aggregatetype, aggregateid,
             count(*),
             min(sequence),
             min(parked_at),
             (array_agg(id ORDER BY sequence) FILTER (WHERE parked_cause IS NOT NULL))[1],
             (array_agg(type ORDER BY sequence) FILTER (WHERE parked_cause IS NOT NULL))[1],
             (array_agg(parked_cause ORDER BY sequence) FILTER (WHERE parked_cause IS NOT NULL))[1],
             false
        FROM "%1$s".event_outbox
       WHERE (aggregatetype, aggregateid) IN (
               SELECT aggregatetype, aggregateid
                 FROM "%1$s".event_outbox WHERE parked_cause IS NOT NULL)
       GROUP BY aggregatetype, aggregateid
       ORDER BY since
       LIMIT $1
      """;

  private ParkedTable() {}

  /**
   * Parks records.
   *
   * @return for each record whether it is new; a record that is parked already stays unchanged
   */
  public static Future<List<Boolean>> insert(
      SqlConnection tx, String schema, String subscription, List<ParkedRecord> records) {
    if (records.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return tx.preparedQuery(INSERT.formatted(schema))
        .executeBatch(records.stream().map(record -> tuple(subscription, record)).toList())
        .map(
            rows -> {
              List<Boolean> inserted = new ArrayList<>();
              for (var result = rows; result != null; result = result.next()) {
                inserted.add(result.rowCount() == 1);
              }
              return inserted;
            });
  }

  /**
   * The parked events of a key, lowest sequence first.
   *
   * @param most at least 1
   */
  public static Future<List<ParkedRow>> ofKey(
      SqlConnection tx, String schema, String subscription, StreamKey key, int most) {
    return tx.preparedQuery(OF_KEY.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key(), most))
        .map(
            rows -> {
              List<ParkedRow> parked = new ArrayList<>();
              rows.forEach(row -> parked.add(ParkedRow.of(row)));
              return parked;
            });
  }

  /** Removes rows that were applied or set aside in the same transaction. */
  public static Future<Void> remove(SqlConnection tx, String schema, List<ParkedRow> rows) {
    return tx.preparedQuery(REMOVE.formatted(schema))
        .execute(Tuple.of(rows.stream().map(ParkedRow::position).toArray(Long[]::new)))
        .mapEmpty();
  }

  /** Notes why an event still waits. */
  public static Future<Void> mark(
      SqlConnection tx, String schema, ParkedRow row, ParkedState state, String cause) {
    return tx.preparedQuery(MARK.formatted(schema))
        .execute(Tuple.of(row.position(), state.name(), cause))
        .mapEmpty();
  }

  /**
   * Stopped keys whose first parked event is not poison: it waits for a missing one, or a release
   * was interrupted.
   *
   * @param most at least 1
   * @param hold how long a key waits for missing events before they are reported
   * @param passes whether missing events are passed over then; otherwise the key is returned once
   *     more, to be reported
   */
  public static Future<List<StreamKey>> releasable(
      SqlClient client,
      String schema,
      String subscription,
      int most,
      Duration hold,
      boolean passes) {
    return client
        .preparedQuery(RELEASABLE.formatted(schema))
        .execute(Tuple.of(subscription, most, (double) hold.toMillis(), passes))
        .map(
            rows -> {
              List<StreamKey> keys = new ArrayList<>();
              rows.forEach(
                  row -> keys.add(new StreamKey(row.getString("stream"), row.getString("key"))));
              return keys;
            });
  }

  /** Number of parked events of a key. */
  public static Future<Long> count(
      SqlClient client, String schema, String subscription, StreamKey key) {
    return client
        .preparedQuery(COUNT.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key()))
        .map(rows -> rows.iterator().next().getLong("events"));
  }

  /**
   * The keys with parked events, oldest first: those of subscriptions, and those whose events
   * brokers reject.
   *
   * @param most at least 1
   */
  public static Future<List<ParkedKey>> list(SqlClient client, String schema, int most) {
    return client
        .preparedQuery(LIST.formatted(schema))
        .execute(Tuple.of(most, Subscription.PRODUCING_SIDE))
        .map(
            rows -> {
              List<ParkedKey> keys = new ArrayList<>();
              for (Row row : rows) {
                keys.add(key(row));
              }
              return keys;
            });
  }

  private static Tuple tuple(String subscription, ParkedRecord record) {
    Event event = record.event();
    UUID id = event == null ? null : event.id();
    return Tuple.tuple()
        .addString(subscription)
        .addString(record.stream())
        .addString(record.key())
        .addLong(event == null ? null : event.sequence())
        .addUUID(id)
        .addString(event == null ? null : event.type())
        .addString(record.state().name())
        .addString(record.cause())
        .addValue(record.headers())
        .addBuffer(record.source().value() == null ? null : Buffer.buffer(record.source().value()))
        .addString(record.source().topic())
        .addInteger(record.source().partition())
        .addLong(record.source().offset())
        .addLong(record.source().timestamp());
  }

  private static ParkedKey key(Row row) {
    return new ParkedKey(
        row.getString("subscription"),
        row.getString("stream"),
        row.getString("key"),
        row.getLong("events"),
        row.getLong("first_sequence"),
        row.getOffsetDateTime("since").toInstant(),
        row.getUUID("event_id"),
        row.getString("type"),
        row.getString("cause"),
        row.getBoolean("unreadable"));
  }
}
