/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Operation;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.topic.EventHeaders;
import org.jspecify.annotations.Nullable;

/** Statements on the outbox, and on the journal where an event goes from there. */
public final class OutboxTable {

  /** The channel that tells of new rows; the payload is the schema. */
  public static final String CHANNEL = "event_bus_outbox";

  /** The partitioned table of events that are on Kafka. */
  public static final String JOURNAL = "event_journal";

  private static final String INSERT =
      """
      WITH stored AS (
        INSERT INTO "%1$s".event_outbox (id, aggregatetype, aggregateid, type, payload, sequence,
          headers, occurred_at, stored_at, operation_id, operation_index, operation_size)
        SELECT id, stream, key, type, payload, sequence, headers::jsonb, occurred_at,
          clock_timestamp(), operation_id, operation_index, operation_size
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
            $7::text[], $8::timestamptz[], $9::uuid[], $10::integer[], $11::integer[])
            WITH ORDINALITY AS new (id, stream, key, type, payload, sequence, headers, occurred_at,
              operation_id, operation_index, operation_size, place)
         ORDER BY place
        RETURNING id)
      SELECT pg_notify($12, $13) FROM (SELECT count(*) FROM stored) AS done
      """;

  private static final String FIND =
      """
      SELECT id, type, aggregatetype, aggregateid, sequence, payload
        FROM "%1$s".event_outbox WHERE id = ANY ($1)
      UNION ALL
      SELECT id, type, aggregatetype, aggregateid, sequence, payload
        FROM "%1$s".event_journal WHERE id = ANY ($1)
      """;

  private static final String IN_JOURNAL =
      """
      SELECT EXISTS (SELECT 1 FROM "%1$s".event_journal WHERE id = ANY ($1)) AS found
      """;

  // Positions of one key are in number order, because they are given under the lock of the key's
  // sequence row; positions of different keys may become visible in any order.
  private static final String NEXT =
      """
      SELECT *
        FROM (SELECT *, sum(octet_length(payload)) OVER (ORDER BY position) AS bytes
                FROM (SELECT position, id, aggregatetype, aggregateid, type, payload, sequence,
                             headers, occurred_at, operation_id, operation_index, operation_size
                        FROM "%1$s".event_outbox
                       ORDER BY position
                       LIMIT $1) AS oldest) AS measured
       WHERE bytes <= $2 OR bytes = octet_length(payload)
       ORDER BY position
      """;

  private static final String JOURNALISE =
      """
      WITH sent AS (
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::bigint[])
          AS sent (position, topic, partition, kafka_offset)),
      moved AS (
        DELETE FROM "%1$s".event_outbox USING sent
         WHERE event_outbox.position = sent.position
        RETURNING event_outbox.*, sent.topic, sent.partition, sent.kafka_offset)
      INSERT INTO "%1$s".event_journal (id, aggregatetype, aggregateid, type, payload, sequence,
        headers, occurred_at, stored_at, operation_id, operation_index, operation_size,
        topic, partition, kafka_offset, relayed_at)
      SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
        stored_at, operation_id, operation_index, operation_size,
        topic, partition, kafka_offset, clock_timestamp()
        FROM moved
      """;

  private static final String BACKLOG =
      """
      SELECT count(*) AS events,
             coalesce(extract(epoch FROM clock_timestamp() - min(stored_at)), 0)::float8 AS age
        FROM "%1$s".event_outbox
      """;

  private OutboxTable() {}

  static Future<Map<UUID, StoredEvent>> find(
      SqlConnection tx, String schema, Collection<UUID> ids) {
    return tx.preparedQuery(FIND.formatted(schema))
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
            .addValue(column(events, UUID.class, NewEvent::id))
            .addValue(column(events, String.class, NewEvent::stream))
            .addValue(column(events, String.class, NewEvent::key))
            .addValue(column(events, String.class, NewEvent::type))
            .addValue(column(events, String.class, NewEvent::payload))
            .addValue(sequences.toArray(Long[]::new))
            .addValue(column(events, String.class, event -> headers(event.correlation())))
            .addValue(column(events, OffsetDateTime.class, event -> utc(event.time())))
            .addValue(column(events, UUID.class, event -> part(event, Operation::id)))
            .addValue(column(events, Integer.class, event -> part(event, Operation::index)))
            .addValue(column(events, Integer.class, event -> part(event, Operation::size)))
            .addValue(CHANNEL)
            .addValue(schema);
    return tx.preparedQuery(INSERT.formatted(schema)).execute(parameters).mapEmpty();
  }

  /**
   * The oldest rows of the outbox; at least one if there is any.
   *
   * @param most number of rows, at least 1
   * @param mostBytes size of their payloads together
   */
  public static Future<List<OutboxRow>> next(
      SqlClient client, String schema, TenantId tenant, int most, long mostBytes) {
    return client
        .preparedQuery(NEXT.formatted(schema))
        .execute(Tuple.of(most, mostBytes))
        .map(
            rows -> {
              List<OutboxRow> outbox = new ArrayList<>(rows.size());
              for (Row row : rows) {
                outbox.add(new OutboxRow(row.getLong("position"), event(tenant, row)));
              }
              return outbox;
            });
  }

  /**
   * Moves rows that Kafka has acknowledged to the journal. Rows that another process has moved
   * already stay where they are.
   */
  public static Future<Void> journalise(SqlClient client, String schema, List<SentRow> sent) {
    return client
        .preparedQuery(JOURNALISE.formatted(schema))
        .execute(
            Tuple.of(
                sent.stream().map(SentRow::position).toArray(Long[]::new),
                sent.stream().map(SentRow::topic).toArray(String[]::new),
                sent.stream().map(SentRow::partition).toArray(Integer[]::new),
                sent.stream().map(SentRow::offset).toArray(Long[]::new)))
        .mapEmpty();
  }

  /** How much waits in the outbox. */
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

  private static Event event(TenantId tenant, Row row) {
    JsonObject headers = row.getJsonObject("headers");
    UUID operation = row.getUUID("operation_id");
    return new Event(
        row.getUUID("id"),
        row.getString("type"),
        tenant,
        row.getString("aggregatetype"),
        row.getString("aggregateid"),
        row.getLong("sequence"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("payload"),
        new Correlation(
            headers.getString(EventHeaders.REQUEST_ID),
            headers.getString(EventHeaders.USER_ID),
            headers.getString(EventHeaders.TRACEPARENT)),
        operation == null
            ? null
            : new Operation(
                operation, row.getInteger("operation_index"), row.getInteger("operation_size")));
  }

  private static String headers(Correlation correlation) {
    JsonObject headers = new JsonObject();
    putIfPresent(headers, EventHeaders.REQUEST_ID, correlation.requestId());
    putIfPresent(headers, EventHeaders.USER_ID, correlation.userId());
    putIfPresent(headers, EventHeaders.TRACEPARENT, correlation.traceparent());
    return headers.encode();
  }

  private static void putIfPresent(JsonObject headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static <T> @Nullable T part(NewEvent event, Function<Operation, T> part) {
    return event.operation() == null ? null : part.apply(event.operation());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] column(
      List<NewEvent> events, Class<T> type, Function<NewEvent, @Nullable T> value) {
    T[] column = (T[]) Array.newInstance(type, events.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(events.get(i));
    }
    return column;
  }
}
