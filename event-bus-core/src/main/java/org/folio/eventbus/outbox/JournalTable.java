/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.jspecify.annotations.Nullable;

/** Queries of the journal. */
public final class JournalTable {

  private static final String EVENTS =
      """
      SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
             operation_id, operation_index, operation_size
        FROM "%1$s".event_journal
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence BETWEEN $3 AND $4
       ORDER BY sequence
       LIMIT $5
      """;

  private static final String SENT_SINCE =
      """
      SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
             operation_id, operation_index, operation_size
        FROM "%1$s".event_journal
       WHERE topic = $1 AND partition = $2 AND relayed_at >= $3
       ORDER BY kafka_offset
       LIMIT $4
      """;

  private static final String PLACED =
      """
      SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
             operation_id, operation_index, operation_size,
             topic, partition, kafka_offset, relayed_at
        FROM "%1$s".event_journal
       WHERE aggregatetype = $1
         AND ($2::text IS NULL OR aggregateid = $2)
         AND ($3::uuid[] IS NULL OR id = ANY ($3))
         AND ($4::timestamptz IS NULL OR relayed_at >= $4)
         AND ($5::timestamptz IS NULL OR relayed_at < $5)
         AND ($6::bigint IS NULL OR sequence >= $6)
         AND ($7::bigint IS NULL OR sequence <= $7)
       ORDER BY relayed_at, topic, partition, kafka_offset
      """;

  private static final String SELECTED = PLACED + " LIMIT $8";

  private static final String WAITING =
      """
      SELECT sequence FROM "%1$s".event_outbox
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence BETWEEN $3 AND $4
      """;

  private JournalTable() {}

  /**
   * Events of a key that are on Kafka, in order, as far as the journal reaches back.
   *
   * @param most at least 1
   */
  public static Future<List<Event>> events(
      SqlClient client,
      String schema,
      TenantId tenant,
      StreamKey key,
      SequenceRange range,
      int most) {
    return client
        .preparedQuery(EVENTS.formatted(schema))
        .execute(parameters(key, range).addInteger(most))
        .map(rows -> events(tenant, rows));
  }

  /**
   * Events that were sent to a partition since a time, in the order of their offsets.
   *
   * @param most at least 1
   */
  public static Future<List<Event>> sentSince(
      SqlClient client,
      String schema,
      TenantId tenant,
      TopicPartition partition,
      Instant since,
      int most) {
    return client
        .preparedQuery(SENT_SINCE.formatted(schema))
        .execute(
            Tuple.of(
                partition.topic(), partition.partition(), since.atOffset(ZoneOffset.UTC), most))
        .map(rows -> events(tenant, rows));
  }

  /**
   * An event and its position on Kafka.
   *
   * @param relayedAt when it was acknowledged
   */
  public record PlacedEvent(
      Event event, String topic, int partition, long offset, Instant relayedAt) {}

  /**
   * Selected events, in the order in which they were sent.
   *
   * @param most at least 1
   */
  public static Future<List<PlacedEvent>> selected(
      SqlClient client, String schema, TenantId tenant, ReplaySelection selection, int most) {
    return client
        .preparedQuery(SELECTED.formatted(schema))
        .execute(restrictions(selection).addInteger(most))
        .map(rows -> placed(tenant, rows));
  }

  /**
   * Selected events, in the order in which they were sent, without a limit.
   *
   * @param tx a connection with an open transaction, in which the cursor is read
   */
  public static Future<Cursor> read(SqlConnection tx, String schema, ReplaySelection selection) {
    return tx.prepare(PLACED.formatted(schema))
        .map(prepared -> prepared.cursor(restrictions(selection)));
  }

  /** The events of rows that a cursor of {@link #read} returned. */
  public static List<PlacedEvent> placed(TenantId tenant, RowSet<Row> rows) {
    List<PlacedEvent> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(
          new PlacedEvent(
              EventColumns.event(tenant, row),
              row.getString("topic"),
              row.getInteger("partition"),
              row.getLong("kafka_offset"),
              row.getOffsetDateTime("relayed_at").toInstant()));
    }
    return events;
  }

  private static Tuple restrictions(ReplaySelection selection) {
    return Tuple.tuple()
        .addString(selection.stream())
        .addString(selection.key())
        .addArrayOfUUID(
            selection.eventIds() == null ? null : selection.eventIds().toArray(UUID[]::new))
        .addOffsetDateTime(utc(selection.from()))
        .addOffsetDateTime(utc(selection.to()))
        .addLong(selection.firstSequence())
        .addLong(selection.lastSequence());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static List<Event> events(TenantId tenant, RowSet<Row> rows) {
    List<Event> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(EventColumns.event(tenant, row));
    }
    return events;
  }

  /** Sequences of a key that have not been sent yet, and will be sent without a request. */
  public static Future<Set<Long>> waiting(
      SqlClient client, String schema, StreamKey key, SequenceRange range) {
    return client
        .preparedQuery(WAITING.formatted(schema))
        .execute(parameters(key, range))
        .map(
            rows -> {
              Set<Long> waiting = new HashSet<>();
              rows.forEach(row -> waiting.add(row.getLong("sequence")));
              return waiting;
            });
  }

  private static Tuple parameters(StreamKey key, SequenceRange range) {
    return Tuple.of(key.stream(), key.key(), range.first(), range.last());
  }
}
