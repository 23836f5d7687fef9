/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.topic.EventTopics;

/**
 * What a subscription asks the producer of a stream for.
 *
 * @param tenant whose events are missing
 * @param key the key
 * @param range the sequences
 * @param subscription who asks: the consumer group, for the producer's log
 */
public record RepublishRequest(
    TenantId tenant, StreamKey key, SequenceRange range, String subscription) {

  // What one request is about at most, so that none keeps a producer busy for long.
  static final int MOST_SEQUENCES = 1_000;

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
   * @throws IllegalArgumentException if it is none
   */
  static RepublishRequest decode(byte[] value) {
    try {
      JsonObject body = new JsonObject(Buffer.buffer(value));
      return new RepublishRequest(
          new TenantId(required(body.getString("tenant"), "tenant")),
          new StreamKey(
              required(body.getString("stream"), "stream"), required(body.getString("key"), "key")),
          new SequenceRange(
              required(body.getLong("first"), "first"), required(body.getLong("last"), "last")),
          required(body.getString("subscription"), "subscription"));
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("It is not a JSON object of the expected form", e);
    }
  }

  private static <T> T required(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("It has no " + name);
    }
    return value;
  }
}
