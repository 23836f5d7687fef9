/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.base.wire.EventHeaders;

/** A record that is not an event: a producer's beacon, or a record of a foreign writer. */
public final class ControlRecord {

  private static final List<ControlRecord> MALFORMED =
      List.of(
          malformed("beacon", "{'events':null,'stated':'1970-01-01T00:00:01Z'}"),
          malformed("beacon", "{'events':9223372036854775807,'stated':'1970-01-01T00:00:01Z'}"),
          malformed("beacon", "{'events':-1,'stated':'1970-01-01T00:00:01Z'}"),
          malformed("beacon", "{'events':1,'stated':'+999999999-12-31T23:59:59Z'}"),
          malformed("beacon", "{'events':1,'stated':'\\u0000'}"),
          malformed("beacon", "["),
          malformed("unavailable", "{'first':null,'last':2,'reason':'gone'}"),
          malformed("unavailable", "{'first':1,'last':2,'reason':'\\u0000'}"));

  private final String type;
  private final byte[] value;
  private final boolean malformed;

  private ControlRecord(String type, String value, boolean malformed) {
    this.type = type;
    this.value = value.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    this.malformed = malformed;
  }

  private static ControlRecord malformed(String type, String value) {
    return new ControlRecord(type, value, true);
  }

  /** An unreadable record. */
  static ControlRecord malformed(VirtualTime time) {
    return MALFORMED.get(time.chance().nextInt(MALFORMED.size()));
  }

  static ControlRecord beacon(long events, Instant stated) {
    return new ControlRecord(
        "beacon", "{'events':%d,'stated':'%s'}".formatted(events, stated), false);
  }

  /** Whether it is unreadable. */
  public boolean isMalformed() {
    return malformed;
  }

  /** The record at a place on Kafka. */
  public ConsumerRecord<byte[], byte[]> at(
      String topic, int partition, long offset, long timestamp) {
    byte[] key = "key-1".getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        EventHeaders.TYPE, (EventHeaders.CONTROL_TYPES + type).getBytes(StandardCharsets.UTF_8));
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  @Override
  public String toString() {
    return type + " " + new String(value, StandardCharsets.UTF_8);
  }
}
