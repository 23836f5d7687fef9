/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.gap.SequenceRange;

/** Questions to the journal. */
public final class JournalTable {

  private static final String EVENTS =
      """
      SELECT id, aggregatetype, aggregateid, type, payload, sequence, headers, occurred_at,
             operation_id, operation_index, operation_size
        FROM "%1$s".event_journal
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence BETWEEN $3 AND $4
       ORDER BY sequence
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

  private static final String WAITING =
      """
      SELECT sequence FROM "%1$s".event_outbox
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence BETWEEN $3 AND $4
      """;

  private JournalTable() {}

  /** Events of a key that are on Kafka, in order, as far as the journal goes back. */
  public static Future<List<Event>> events(
      SqlClient client, String schema, TenantId tenant, StreamKey key, SequenceRange range) {
    return client
        .preparedQuery(EVENTS.formatted(schema))
        .execute(parameters(key, range))
        .map(rows -> events(tenant, rows));
  }

  /**
   * Events that were sent to a partition since a time, in the order in which they lie there.
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

  private static List<Event> events(TenantId tenant, RowSet<Row> rows) {
    List<Event> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(OutboxTable.event(tenant, row));
    }
    return events;
  }

  /** Sequences of a key that have not been sent yet, and will be without being asked for. */
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
