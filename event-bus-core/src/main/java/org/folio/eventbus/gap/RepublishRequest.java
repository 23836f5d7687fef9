/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.topic.EventTopics;

/**
 * A subscription's request to the producer of a stream.
 *
 * @param tenant the tenant of the missing events
 * @param key the key
 * @param range the sequences
 * @param subscription the requesting consumer group, for the producer's log
 */
public record RepublishRequest(
    TenantId tenant, StreamKey key, SequenceRange range, String subscription) {

  ProducerRecord<byte[], byte[]> encode(EventTopics topics) {
    JsonObject body =
        new JsonObject()
            .put("tenant", tenant.value())
            .put("stream", key.stream())
            .put("key", key.key())
            .put("first", range.first())
            .put("last", range.last())
            .put("subscription", subscription);
    return new ProducerRecord<>(
        topics.requests(), key.key().getBytes(StandardCharsets.UTF_8), body.toBuffer().getBytes());
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if the body is not a request
   */
  static RepublishRequest decode(ControlBody body) {
    return new RepublishRequest(
        new TenantId(body.text("tenant")),
        new StreamKey(body.text("stream"), body.key("key")),
        new SequenceRange(body.number("first"), body.number("last")),
        body.text("subscription"));
  }
}
