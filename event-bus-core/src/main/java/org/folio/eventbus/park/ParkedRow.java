/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.admin.key.ParkedState;

/**
 * A stored parked event.
 *
 * @param position its position among all parked records
 * @param sequence its number
 * @param state why it waits
 * @param age how long it has waited
 * @param source the record as it was delivered, to be read again
 */
public record ParkedRow(
    long position,
    long sequence,
    ParkedState state,
    Duration age,
    ConsumerRecord<byte[], byte[]> source) {

  static ParkedRow of(Row row) {
    RecordHeaders headers = new RecordHeaders();
    JsonObject stored = row.getJsonObject("headers");
    for (String name : stored.fieldNames()) {
      headers.add(name, bytes(stored.getString(name)));
    }
    Buffer value = row.getBuffer("value");
    Long timestamp = row.getLong("kafka_timestamp");
    return new ParkedRow(
        row.getLong("position"),
        row.getLong("sequence"),
        ParkedState.valueOf(row.getString("state")),
        Duration.ofMillis(row.getLong("age")),
        new ConsumerRecord<>(
            row.getString("topic"),
            row.getInteger("partition"),
            row.getLong("kafka_offset"),
            timestamp == null ? ConsumerRecord.NO_TIMESTAMP : timestamp,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            bytes(row.getString("key")),
            value == null ? null : value.getBytes(),
            headers,
            Optional.empty()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
