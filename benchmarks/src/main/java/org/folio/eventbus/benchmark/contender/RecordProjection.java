/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.base.wire.EventHeaders;

/**
 * The projection record by record. One statement is one transaction and one round trip: it
 * recognises a duplicate by the event's id and writes both rows. Used by one thread.
 */
final class RecordProjection implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String APPLY =
      """
      WITH first AS (
        INSERT INTO "%1$s".applied_event VALUES (?) ON CONFLICT DO NOTHING RETURNING event_id),
      changed AS (
        INSERT INTO "%1$s".loan AS old (id, user_id, open, due_date, last_event, changed_at)
        SELECT ?::uuid, ?::uuid, ?::boolean, ?::timestamptz, event_id, now() FROM first
        ON CONFLICT (id) DO UPDATE SET open = excluded.open,
          due_date = coalesce(excluded.due_date, old.due_date),
          last_event = excluded.last_event, changed_at = excluded.changed_at)
      INSERT INTO "%1$s".patron AS old (user_id, open_loans, events)
      SELECT ?::uuid, ?::integer, 1 FROM first
      ON CONFLICT (user_id) DO UPDATE SET open_loans = old.open_loans + excluded.open_loans,
        events = old.events + excluded.events
      """;
  private static final String REFUSE =
      """
      INSERT INTO "%1$s".refused_event VALUES (?) ON CONFLICT DO NOTHING
      """;

  private final Connection connection;
  private final PreparedStatement apply;
  private final PreparedStatement refuse;

  RecordProjection(Assignment assignment) throws SQLException {
    connection = Tables.connect(assignment);
    apply = connection.prepareStatement(APPLY.formatted(assignment.schema()));
    refuse = connection.prepareStatement(REFUSE.formatted(assignment.schema()));
  }

  /**
   * Applies a record, or stores it as refused.
   *
   * @return number of events with an effect, 0 or 1
   */
  int apply(ConsumerRecord<byte[], byte[]> kafkaRecord) throws SQLException {
    // Beacons of the event bus are not events.
    if (header(kafkaRecord, EventHeaders.TYPE).startsWith(EventHeaders.CONTROL_TYPES)) {
      return 0;
    }
    LoanChange change;
    try {
      change = read(kafkaRecord);
    } catch (RefusedEventException e) {
      refuse.setObject(1, e.event());
      refuse.executeUpdate();
      return 0;
    }
    apply.setObject(1, change.event());
    apply.setObject(2, change.loan());
    apply.setObject(3, change.user());
    apply.setBoolean(4, change.open());
    apply.setObject(5, change.dueDate());
    apply.setObject(6, change.user());
    apply.setInt(7, change.delta());
    return apply.executeUpdate();
  }

  private static LoanChange read(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    try {
      JsonNode payload = JSON.readTree(kafkaRecord.value());
      return LoanChange.of(
          UUID.fromString(header(kafkaRecord, EventHeaders.ID)),
          header(kafkaRecord, EventHeaders.TYPE),
          payload.get("userId").textValue(),
          payload.get("loanId").textValue(),
          payload.path("dueDate").textValue());
    } catch (IOException e) {
      throw new IllegalStateException("A record of the benchmark is not JSON", e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> kafkaRecord, String name) {
    return new String(kafkaRecord.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
