/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.topic.EventTopics;

/**
 * The request of a subscription that knows how many events of a partition it lacks, but not which.
 *
 * @param tenant the tenant of the missing events
 * @param stream their stream
 * @param partition the partition
 * @param since the time, by the producer's clock, when nothing was missing
 * @param subscription the requesting consumer group, for the producer's log
 */
record TailRequest(
    TenantId tenant, String stream, int partition, Instant since, String subscription) {

  ProducerRecord<byte[], byte[]> encode(EventTopics topics) {
    JsonObject body =
        new JsonObject()
            .put("tenant", tenant.value())
            .put("stream", stream)
            .put("partition", partition)
            .put("since", since.toString())
            .put("subscription", subscription);
    return new ProducerRecord<>(topics.requests(), null, body.toBuffer().getBytes());
  }

  static boolean isOne(ControlBody body) {
    return body.has("partition");
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if the body is not a request
   */
  static TailRequest decode(ControlBody body) {
    return new TailRequest(
        new TenantId(body.text("tenant")),
        body.text("stream"),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, body.number("partition"))),
        body.time("since"),
        body.text("subscription"));
  }
}
