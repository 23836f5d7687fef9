/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.eventbus.Operation;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.OutboxBacklog;
import org.folio.eventbus.base.sql.SchemaStatement;

/** Statements on the outbox, and on the journal that receives its events. */
public final class OutboxTable {

  /** The channel that announces new rows. */
  public static final String CHANNEL = "event_bus_outbox";

  /**
   * Lanes of a tenant. All events of a key are in one lane. That must not change while any outbox
   * holds events: another number of lanes requires empty outboxes.
   */
  public static final int LANES = 4;

  /** The partitioned table of events that are on Kafka. */
  public static final String JOURNAL = "event_journal";

  /**
   * Removes the numbers of events that stand alone, their id being their key, when they leave the
   * journal: nothing else is published for such a key, and each would leave a row for ever. See
   * {@link org.folio.eventbus.database.DailyPartitions} for the parameters.
   */
  public static final String LONE_KEYS =
      """
      DELETE FROM "%1$s".event_sequence AS given
       USING (SELECT alone.stream, alone.key
                FROM %2$s AS past
                JOIN "%1$s".event_sequence AS alone
                  ON alone.stream = past.aggregatetype AND alone.key = past.aggregateid
               WHERE past.aggregateid = past.id::text AND alone.last_sequence = 1
               LIMIT $1) AS gone
       WHERE given.stream = gone.stream AND given.key = gone.key AND given.last_sequence = 1
      """;

  private static final SchemaStatement INSERT =
      new SchemaStatement(
          """
          WITH stored AS (
            INSERT INTO "%1$s".event_outbox (id, aggregatetype, aggregateid, type, payload, sequence,
              headers, occurred_at, stored_at, operation_id, operation_index, operation_size, lane)
            SELECT id, stream, key, type, payload, sequence, headers::jsonb, occurred_at,
              clock_timestamp(), operation_id, operation_index, operation_size, lane
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                $7::text[], $8::timestamptz[], $9::uuid[], $10::integer[], $11::integer[],
                $12::smallint[])
                WITH ORDINALITY AS new (id, stream, key, type, payload, sequence, headers, occurred_at,
                  operation_id, operation_index, operation_size, lane, place)
             ORDER BY place
            RETURNING id)
          SELECT pg_notify($13, $14) FROM (SELECT count(*) FROM stored) AS done
          """);

  private static final SchemaStatement FIND =
      new SchemaStatement(
          """
          SELECT id, type, aggregatetype, aggregateid, sequence, payload
            FROM "%1$s".event_outbox WHERE id = ANY ($1)
          UNION ALL
          SELECT id, type, aggregatetype, aggregateid, sequence, payload
            FROM "%1$s".event_journal WHERE id = ANY ($1)
          """);

  // Not EXISTS: PostgreSQL would expect an early hit and scan a partition without statistics from
  // its beginning. Each day begins with such a partition.
  private static final String IN_JOURNAL =
      """
      SELECT count(*) > 0 AS found FROM "%1$s".event_journal WHERE id = ANY ($1)
      """;

  // Positions of one key follow its numbers, because they are assigned under the lock of the key's
  // sequence row; positions of different keys may become visible in any order. Each lane is read
  // along its index, whatever its backlog.
  private static final SchemaStatement NEXT =
      new SchemaStatement(
          """
          SELECT *
            FROM (SELECT *, sum(octet_length(payload)) OVER (ORDER BY position) AS bytes,
                         count(*) OVER () AS oldest_rows,
                         count(*) OVER (PARTITION BY lane) AS lane_rows
                    FROM unnest((SELECT $1::smallint[])) AS wanted (lane)
                         CROSS JOIN LATERAL (
                           SELECT position, id, aggregatetype, aggregateid, type, payload, sequence,
                                  headers, occurred_at, operation_id, operation_index, operation_size
                             FROM "%1$s".event_outbox AS waiting
                            WHERE waiting.lane = wanted.lane
                              AND NOT EXISTS (
                                SELECT 1 FROM "%1$s".event_outbox AS parked
                                 WHERE parked.parked_cause IS NOT NULL
                                   AND parked.aggregatetype = waiting.aggregatetype
                                   AND parked.aggregateid = waiting.aggregateid)
                            ORDER BY position
                            LIMIT $2) AS oldest) AS measured
           WHERE bytes <= $3 OR bytes = octet_length(payload)
           ORDER BY position
          """);

  // Does not wait for the disk. If PostgreSQL crashes shortly afterwards, the rows are in the
  // outbox again and are sent again; consumers recognise them. The subqueries over the arrays keep
  // the cost of a custom plan at that of the generic one, so PostgreSQL stops planning the
  // statement for each round.
  private static final SchemaStatement JOURNALISE =
      new SchemaStatement(
          """
          WITH lazily AS MATERIALIZED (
            SELECT set_config('synchronous_commit', 'off', true)),
          sent AS (
            SELECT * FROM unnest((SELECT $1::bigint[]), (SELECT $2::text[]), (SELECT $3::integer[]),
              (SELECT $4::bigint[])) AS sent (position, topic, partition, kafka_offset)),
          moved AS (
            DELETE FROM "%1$s".event_outbox USING sent
             WHERE event_outbox.position = sent.position
            RETURNING event_outbox.*, sent.topic, sent.partition, sent.kafka_offset),
          counted AS (
            INSERT INTO "%1$s".event_sent AS sum (topic, partition, lane, events)
            SELECT topic, partition, lane, count(*) FROM moved GROUP BY topic, partition, lane
             ORDER BY topic, partition, lane
            ON CONFLICT (topic, partition, lane) DO UPDATE
              SET events = sum.events + excluded.events, statements = 0),
          journalised AS (
            INSERT INTO "%1$s".event_journal (id, aggregatetype, aggregateid, type, payload, sequence,
              headers, occurred_at, stored_at, operation_id, operation_index, operation_size,
              topic, partition, kafka_offset, relayed_at)
            SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
              stored_at, operation_id, operation_index, operation_size,
              topic, partition, kafka_offset, clock_timestamp()
              FROM moved
            RETURNING aggregatetype, relayed_at - stored_at AS latency)
          SELECT aggregatetype, array_agg(extract(epoch FROM latency)::float8) AS seconds
            FROM journalised CROSS JOIN lazily GROUP BY aggregatetype
          """);

  private static final String BACKLOG =
      """
      SELECT count(*) AS events,
             coalesce(extract(epoch FROM clock_timestamp() - min(stored_at)), 0)::float8 AS age
        FROM "%1$s".event_outbox
      """;

  private static final String LANES_IN_USE =
      """
      SELECT lane FROM generate_series(0, $1::integer - 1) AS lane
       WHERE EXISTS (SELECT 1 FROM "%1$s".event_outbox WHERE event_outbox.lane = lane.lane)
      """;

  private static final String PARK =
      """
      UPDATE "%1$s".event_outbox SET parked_cause = $2, parked_at = clock_timestamp()
       WHERE position = $1
      """;

  private static final String RELEASE =
      """
      WITH released AS (
        UPDATE "%1$s".event_outbox SET parked_cause = NULL, parked_at = NULL
         WHERE aggregatetype = $1 AND aggregateid = $2 AND parked_cause IS NOT NULL
        RETURNING id)
      SELECT count(*) AS events, pg_notify($3, $4) FROM released
      """;

  private OutboxTable() {}

  /**
   * A notification on the channel.
   *
   * @param schema the tenant's schema
   * @param lanes the lanes with new rows
   */
  public record Wake(String schema, Set<Integer> lanes) {

    /** Reads a notification; lanes that do not exist are left out. */
    public static Wake of(String payload) {
      String[] parts = payload.split(" ");
      return new Wake(
          parts[0],
          Arrays.stream(parts)
              .skip(1)
              .map(Integer::valueOf)
              .filter(lane -> lane >= 0 && lane < LANES)
              .collect(Collectors.toUnmodifiableSet()));
    }

    String payload() {
      return schema + lanes.stream().map(lane -> " " + lane).collect(Collectors.joining());
    }
  }

  private static int lane(NewEvent event) {
    return Math.floorMod(event.key().hashCode(), LANES);
  }

  static Future<Map<UUID, StoredEvent>> find(
      SqlConnection tx, String schema, Collection<UUID> ids) {
    return tx.preparedQuery(FIND.in(schema))
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, StoredEvent> found = new HashMap<>();
              for (Row row : rows) {
                found.put(row.getUUID("id"), StoredEvent.of(row));
              }
              return found;
            });
  }

  static Future<Boolean> inJournal(SqlConnection tx, String schema, Collection<UUID> ids) {
    return tx.preparedQuery(IN_JOURNAL.formatted(schema))
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  static Future<Void> insert(
      SqlConnection tx, String schema, List<NewEvent> events, List<Long> sequences) {
    Tuple parameters =
        Tuple.tuple()
            .addValue(EventColumns.column(events, UUID.class, NewEvent::id))
            .addValue(EventColumns.column(events, String.class, NewEvent::stream))
            .addValue(EventColumns.column(events, String.class, NewEvent::key))
            .addValue(EventColumns.column(events, String.class, NewEvent::type))
            .addValue(EventColumns.column(events, String.class, NewEvent::payload))
            .addValue(sequences.toArray(Long[]::new))
            .addValue(
                EventColumns.column(
                    events, String.class, event -> EventColumns.headers(event.correlation())))
            .addValue(
                EventColumns.column(
                    events, OffsetDateTime.class, event -> EventColumns.utc(event.time())))
            .addValue(
                EventColumns.column(
                    events, UUID.class, event -> EventColumns.part(event, Operation::id)))
            .addValue(
                EventColumns.column(
                    events, Integer.class, event -> EventColumns.part(event, Operation::index)))
            .addValue(
                EventColumns.column(
                    events, Integer.class, event -> EventColumns.part(event, Operation::size)))
            .addValue(EventColumns.column(events, Short.class, event -> (short) lane(event)))
            .addValue(CHANNEL)
            .addValue(
                new Wake(
                        schema,
                        events.stream()
                            .map(OutboxTable::lane)
                            .collect(Collectors.toUnmodifiableSet()))
                    .payload());
    return tx.preparedQuery(INSERT.in(schema)).execute(parameters).mapEmpty();
  }

  /**
   * The oldest rows of some lanes, in order; at least one if there is any. Keys with a parked event
   * are left out.
   *
   * @param most maximum number of rows of each lane, at least 1
   * @param mostBytes maximum size of their payloads together
   */
  public static Future<OutboxRound> next(
      SqlClient client,
      String schema,
      TenantId tenant,
      Set<Integer> lanes,
      int most,
      long mostBytes) {
    return client
        .preparedQuery(NEXT.in(schema))
        .execute(
            Tuple.of(
                lanes.stream().map(Integer::shortValue).toArray(Short[]::new), most, mostBytes))
        .map(
            rows -> {
              List<OutboxRow> outbox = new ArrayList<>(rows.size());
              boolean more = false;
              for (Row row : rows) {
                outbox.add(new OutboxRow(row.getLong("position"), EventColumns.event(tenant, row)));
                more |=
                    row.getLong("lane_rows") == most || row.getLong("oldest_rows") > rows.size();
              }
              return new OutboxRound(outbox, more);
            });
  }

  /**
   * Moves rows that Kafka has acknowledged to the journal. Rows that another process has moved
   * already stay there.
   *
   * @return per stream, for each moved row, the seconds since it was stored
   */
  public static Future<Map<String, List<Double>>> journalise(
      SqlClient client, String schema, List<SentRow> sent) {
    return client
        .preparedQuery(JOURNALISE.in(schema))
        .execute(
            Tuple.of(
                sent.stream().map(SentRow::position).toArray(Long[]::new),
                sent.stream().map(SentRow::topic).toArray(String[]::new),
                sent.stream().map(SentRow::partition).toArray(Integer[]::new),
                sent.stream().map(SentRow::offset).toArray(Long[]::new)))
        .map(
            rows -> {
              Map<String, List<Double>> latencies = new HashMap<>();
              rows.forEach(
                  row ->
                      latencies.put(
                          row.getString("aggregatetype"),
                          List.of(row.getArrayOfDoubles("seconds"))));
              return latencies;
            });
  }

  /** The lanes that have rows. */
  public static Future<Set<Integer>> lanes(SqlClient client, String schema) {
    return client
        .preparedQuery(LANES_IN_USE.formatted(schema))
        .execute(Tuple.of(LANES))
        .map(
            rows -> {
              Set<Integer> lanes = new HashSet<>();
              rows.forEach(row -> lanes.add(row.getInteger("lane")));
              return lanes;
            });
  }

  /** Parks a row that brokers reject. */
  public static Future<Void> park(SqlClient client, String schema, OutboxRow row, String cause) {
    return client
        .preparedQuery(PARK.formatted(schema))
        .execute(Tuple.of(row.position(), cause))
        .mapEmpty();
  }

  /**
   * Lets the relay send a key's parked events again.
   *
   * @return number of events that were parked
   */
  public static Future<Integer> release(SqlClient client, String schema, StreamKey key) {
    Set<Integer> lane = Set.of(Math.floorMod(key.key().hashCode(), LANES));
    return client
        .preparedQuery(RELEASE.formatted(schema))
        .execute(Tuple.of(key.stream(), key.key(), CHANNEL, new Wake(schema, lane).payload()))
        .map(rows -> rows.iterator().next().getInteger("events"));
  }

  /** The backlog of the outbox. */
  public static Future<OutboxBacklog> backlog(SqlClient client, String schema) {
    return client
        .query(BACKLOG.formatted(schema))
        .execute()
        .map(RowSet::iterator)
        .map(
            rows -> {
              Row row = rows.next();
              return new OutboxBacklog(row.getLong("events"), row.getDouble("age"));
            });
  }
}
