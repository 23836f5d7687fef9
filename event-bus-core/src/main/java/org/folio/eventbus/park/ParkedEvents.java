/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedCause;
import org.folio.eventbus.admin.parked.ParkedEvent;

/** Queries and changes of single parked events. */
public final class ParkedEvents {

  private static final String COLUMNS =
      """
      SELECT *, EXISTS (SELECT 1 FROM "%1$s".event_original AS original
                         WHERE original.event_id = event_parked.event_id
                           AND original.subscription = event_parked.subscription) AS edited
        FROM "%1$s".event_parked
      """;

  private static final String OF_KEY =
      COLUMNS
          + """
       WHERE subscription = $1 AND stream = $2 AND key = $3
       ORDER BY sequence, position
       LIMIT $4
      """;

  private static final String REFUSED =
      """
      SELECT position, aggregatetype AS stream, aggregateid AS key, id AS event_id, sequence, type,
             CASE WHEN parked_cause IS NULL THEN 'BEHIND' ELSE 'POISON' END AS state,
             parked_cause AS cause, coalesce(parked_at, stored_at) AS parked_at,
             aggregatetype AS topic, -1 AS partition, -1::bigint AS kafka_offset,
             convert_to(payload, 'UTF8') AS value, false AS edited
        FROM "%1$s".event_outbox
       WHERE aggregatetype = $1 AND aggregateid = $2
         AND EXISTS (SELECT 1 FROM "%1$s".event_outbox AS refused
                      WHERE refused.aggregatetype = $1 AND refused.aggregateid = $2
                        AND refused.parked_cause IS NOT NULL)
       ORDER BY sequence
       LIMIT $3
      """;

  private static final String BY_ID = COLUMNS + " WHERE subscription = $1 AND event_id = $2";

  private static final String BY_PLACE =
      COLUMNS + " WHERE subscription = $1 AND topic = $2 AND partition = $3 AND kafka_offset = $4";

  private static final String KEEP_ORIGINAL =
      """
      INSERT INTO "%1$s".event_original (subscription, stream, key, sequence, event_id, type, cause,
        headers, value, topic, partition, kafka_offset, kafka_timestamp, parked_at)
      SELECT subscription, stream, key, sequence, event_id, type, cause,
        headers, value, topic, partition, kafka_offset, kafka_timestamp, parked_at
        FROM "%1$s".event_parked WHERE position = $1
      """;

  private static final String REMOVE =
      """
      DELETE FROM "%1$s".event_parked WHERE position = $1
      """;

  private static final String REPLACE =
      """
      UPDATE "%1$s".event_parked SET value = $2 WHERE position = $1
      """;

  // Without numbers and ids, so that similar causes are grouped.
  private static final String ALIKE =
      """
      regexp_replace(coalesce(%s, 'It waits'),
        '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+', '…', 'g')\
      """;

  private static final String CAUSES =
      """
      WITH stopped AS (
        SELECT DISTINCT ON (subscription, stream, key)
               subscription, stream, key, event_id, type, parked_at, %2$s AS cause
          FROM "%1$s".event_parked
         ORDER BY subscription, stream, key, (state = 'BEHIND'), sequence),
      counted AS (
        SELECT subscription, stream, key, count(*) AS events
          FROM "%1$s".event_parked GROUP BY subscription, stream, key),
      all_causes AS (
        SELECT stopped.*, counted.events FROM stopped JOIN counted USING (subscription, stream, key)
        UNION ALL
        SELECT $2, aggregatetype, aggregateid, id, type, parked_at, %3$s, 1
          FROM "%1$s".event_outbox WHERE parked_cause IS NOT NULL)
      SELECT subscription, cause, count(*) AS keys, sum(events)::bigint AS events,
             min(parked_at) AS since, max(parked_at) AS latest,
             (array_agg(stream ORDER BY parked_at))[1] AS stream,
             (array_agg(key ORDER BY parked_at))[1] AS key,
             (array_agg(event_id ORDER BY parked_at))[1] AS event_id,
             (array_agg(type ORDER BY parked_at))[1] AS type
        FROM all_causes
       GROUP BY subscription, cause
       ORDER BY keys DESC, since
       LIMIT $1
      """;

  // A key that stays parked, or is parked again, keeps its position, so a caller that continues
  // after the last one never loops.
  private static final String OF_CAUSE =
      """
      WITH stopped AS (
        SELECT DISTINCT ON (stream, key) stream, key, position, %2$s AS cause
          FROM "%1$s".event_parked
         WHERE subscription = $1
         ORDER BY stream, key, (state = 'BEHIND'), sequence)
      SELECT stream, key, position, count(*) OVER () AS keys, max(position) OVER () AS last
        FROM (SELECT * FROM stopped
              UNION ALL
              SELECT aggregatetype, aggregateid, position, %3$s
                FROM "%1$s".event_outbox WHERE $1 = $4 AND parked_cause IS NOT NULL) AS parked
       WHERE cause = %4$s AND position > $3 AND position <= $6
       ORDER BY position
       LIMIT $5
      """;

  private ParkedEvents() {}

  /**
   * The parked events of a key in order; for the relay, those that brokers reject, with the events
   * behind them.
   */
  public static Future<List<ParkedEvent>> ofKey(
      SqlClient client, String schema, String subscription, StreamKey key) {
    return subscription.equals(Subscription.PRODUCING_SIDE)
        ? list(
            client, REFUSED, schema, Tuple.of(key.stream(), key.key(), ParkedActions.MOST_OF_KEY))
        : list(
            client,
            OF_KEY,
            schema,
            Tuple.of(subscription, key.stream(), key.key(), ParkedActions.MOST_OF_KEY));
  }

  /** A parked event. */
  public static Future<Optional<ParkedEvent>> byId(
      SqlClient client, String schema, String subscription, UUID id) {
    return list(client, BY_ID, schema, Tuple.of(subscription, id))
        .map(found -> found.stream().findFirst());
  }

  /** The parked record from a position on Kafka. */
  public static Future<Optional<ParkedEvent>> byPlace(
      SqlClient client,
      String schema,
      String subscription,
      String topic,
      int partition,
      long offset) {
    return list(client, BY_PLACE, schema, Tuple.of(subscription, topic, partition, offset))
        .map(found -> found.stream().findFirst());
  }

  /** Sets a record aside: moves it to the table of originals. */
  public static Future<Void> setAside(SqlConnection tx, String schema, ParkedEvent event) {
    return keepOriginal(tx, schema, event)
        .compose(
            kept -> tx.preparedQuery(REMOVE.formatted(schema)).execute(Tuple.of(event.position())))
        .mapEmpty();
  }

  /** Replaces a record's value, and keeps the original. */
  public static Future<Void> replace(
      SqlConnection tx, String schema, ParkedEvent event, String payload) {
    return keepOriginal(tx, schema, event)
        .compose(
            kept ->
                tx.preparedQuery(REPLACE.formatted(schema))
                    .execute(Tuple.of(event.position(), Buffer.buffer(payload))))
        .mapEmpty();
  }

  /**
   * The causes of parked keys, most keys first.
   *
   * @param most at least 1
   */
  public static Future<List<ParkedCause>> causes(SqlClient client, String schema, int most) {
    return client
        .preparedQuery(CAUSES.formatted(schema, alike("cause"), alike("parked_cause")))
        .execute(Tuple.of(most, Subscription.PRODUCING_SIDE))
        .map(
            rows -> {
              List<ParkedCause> causes = new ArrayList<>();
              rows.forEach(row -> causes.add(cause(row)));
              return causes;
            });
  }

  /**
   * Some of the keys parked for one cause, in the order in which they were parked.
   *
   * @param cause as {@link #causes} returns it, or as an event has it
   * @param after position of the last key of the previous call, or 0
   * @param upTo position of the last key to return; keys that are parked for the first time later
   *     have higher ones, except events of the relay, which have theirs since they were stored
   * @param most at least 1
   */
  public static Future<KeysOfCause> ofCause(
      SqlClient client,
      String schema,
      String subscription,
      String cause,
      long after,
      long upTo,
      int most) {
    return client
        .preparedQuery(
            OF_CAUSE.formatted(schema, alike("cause"), alike("parked_cause"), alike("$2")))
        .execute(Tuple.of(subscription, cause, after, Subscription.PRODUCING_SIDE, most, upTo))
        .map(KeysOfCause::of);
  }

  private static String alike(String cause) {
    return ALIKE.formatted(cause);
  }

  private static Future<Void> keepOriginal(SqlConnection tx, String schema, ParkedEvent event) {
    return tx.preparedQuery(KEEP_ORIGINAL.formatted(schema))
        .execute(Tuple.of(event.position()))
        .mapEmpty();
  }

  private static Future<List<ParkedEvent>> list(
      SqlClient client, String sql, String schema, Tuple parameters) {
    return client
        .preparedQuery(sql.formatted(schema))
        .execute(parameters)
        .map(
            rows -> {
              List<ParkedEvent> events = new ArrayList<>();
              rows.forEach(row -> events.add(event(row)));
              return events;
            });
  }

  private static ParkedCause cause(Row row) {
    return new ParkedCause(
        row.getString("subscription"),
        row.getString("cause"),
        row.getLong("keys"),
        row.getLong("events"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("latest").toInstant(),
        new StreamKey(row.getString("stream"), row.getString("key")),
        row.getUUID("event_id"),
        row.getString("type"));
  }

  private static ParkedEvent event(Row row) {
    Buffer value = row.getBuffer("value");
    return new ParkedEvent(
        row.getLong("position"),
        new StreamKey(row.getString("stream"), row.getString("key")),
        row.getUUID("event_id"),
        row.getLong("sequence"),
        row.getString("type"),
        ParkedState.valueOf(row.getString("state")),
        row.getString("cause"),
        row.getOffsetDateTime("parked_at").toInstant(),
        row.getString("topic"),
        row.getInteger("partition"),
        row.getLong("kafka_offset"),
        value == null ? "" : value.toString(StandardCharsets.UTF_8),
        row.getBoolean("edited"));
  }
}
