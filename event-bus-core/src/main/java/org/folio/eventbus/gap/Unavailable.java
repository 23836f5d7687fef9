/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.base.wire.EventHeaders;

/**
 * The producer's reply that it cannot send events again. It lies on a topic of the stream, with the
 * events' key, so that it reaches the requesting subscription and keeps its order.
 *
 * @param key the key
 * @param range the sequences
 * @param reason why, in a sentence
 */
public record Unavailable(StreamKey key, SequenceRange range, String reason) implements Control {

  private static final String TYPE = EventHeaders.CONTROL_TYPES + "unavailable";

  ProducerRecord<byte[], byte[]> encode(String topic, TenantId tenant) {
    JsonObject body =
        new JsonObject()
            .put("first", range.first())
            .put("last", range.last())
            .put("reason", reason);
    var kafkaRecord =
        new ProducerRecord<>(
            topic, key.key().getBytes(StandardCharsets.UTF_8), body.toBuffer().getBytes());
    kafkaRecord
        .headers()
        .add(EventHeaders.TYPE, TYPE.getBytes(StandardCharsets.UTF_8))
        .add(EventHeaders.TENANT, tenant.value().getBytes(StandardCharsets.UTF_8));
    return kafkaRecord;
  }

  /** Whether a record of the type is such a reply. */
  public static boolean isType(String type) {
    return TYPE.equals(type);
  }

  /**
   * Reads a reply.
   *
   * @throws IllegalArgumentException if the record is not such a reply
   */
  public static Unavailable decode(ConsumerRecord<byte[], byte[]> kafkaRecord, String stream) {
    if (kafkaRecord.key() == null) {
      throw new IllegalArgumentException("The record has no key");
    }
    ControlBody body = ControlBody.of(kafkaRecord.value());
    String key = new String(kafkaRecord.key(), StandardCharsets.UTF_8);
    return new Unavailable(
        new StreamKey(stream, ControlBody.storable(key)),
        new SequenceRange(body.number("first"), body.number("last")),
        body.text("reason"));
  }
}
