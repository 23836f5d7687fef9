/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.wire.EventHeaders;

/**
 * The producer's periodic statement on each partition: the number of events that it has sent to it.
 * A subscription that has received fewer has lost some, and detects it without waiting for a later
 * event of their keys.
 *
 * @param events number of different events of the tenant that brokers acknowledged for this
 *     partition before the beacon was sent
 * @param stated time of the statement, by the producer's clock
 */
public record Beacon(long events, Instant stated) implements Control {

  // A thousand a second, for thirty years.
  private static final long MOST_EVENTS = 1_000_000_000_000L;

  private static final String TYPE = EventHeaders.CONTROL_TYPES + "beacon";

  ProducerRecord<byte[], byte[]> encode(String topic, int partition, TenantId tenant) {
    JsonObject body = new JsonObject().put("events", events).put("stated", stated.toString());
    var kafkaRecord =
        new ProducerRecord<byte[], byte[]>(topic, partition, null, body.toBuffer().getBytes());
    kafkaRecord
        .headers()
        .add(EventHeaders.TYPE, TYPE.getBytes(StandardCharsets.UTF_8))
        .add(EventHeaders.TENANT, tenant.value().getBytes(StandardCharsets.UTF_8));
    return kafkaRecord;
  }

  /**
   * The same beacon, stated no later than its record was written and is read. So it says the same
   * when it is read again, unless the clock that set the record's timestamp is ahead.
   *
   * @param written the record's timestamp, in milliseconds
   */
  public Beacon statedNoLaterThan(long written, Instant now) {
    Instant latest = Instant.ofEpochMilli(written);
    latest = latest.isAfter(now) ? now : latest;
    return stated.isAfter(latest) ? new Beacon(events, latest) : this;
  }

  /** Whether a record of the type is a beacon. */
  public static boolean isType(String type) {
    return TYPE.equals(type);
  }

  /**
   * Reads a beacon.
   *
   * @throws IllegalArgumentException if the record is not a beacon
   */
  public static Beacon decode(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    ControlBody body = ControlBody.of(kafkaRecord.value());
    long events = body.number("events");
    if (events > MOST_EVENTS) {
      throw new IllegalArgumentException("No partition holds %s events".formatted(events));
    }
    return new Beacon(events, body.time("stated"));
  }
}
