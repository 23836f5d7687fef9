/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.produce.RenewableProducer;

/**
 * Sends records other than the relay's: requests, replies, and repeated events. It is created on
 * first use, which in a healthy installation never happens. Safe for use by several threads.
 */
public final class ControlProducer {

  // Milliseconds. Senders retry later, so no caller needs to wait for long.
  private static final int DELIVERY_TIMEOUT = 15_000;
  private static final int REQUEST_TIMEOUT = 5_000;
  private static final int MAX_BLOCK = 5_000;
  private static final int LINGER = 0;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final RenewableProducer producers;

  /** Connects on the first send. */
  public ControlProducer(Vertx vertx, KafkaSettings settings) {
    this.vertx = vertx;
    this.producers = new RenewableProducer(() -> new KafkaProducer<>(properties(settings)));
  }

  /** Sends a record; succeeds when it is acknowledged. */
  Future<Void> send(ProducerRecord<byte[], byte[]> kafkaRecord) {
    return place(kafkaRecord).mapEmpty();
  }

  /** Sends a record likewise, and returns its position. */
  Future<RecordMetadata> place(ProducerRecord<byte[], byte[]> kafkaRecord) {
    return vertx
        .executeBlocking(() -> producers.send(producers.current(), kafkaRecord), false)
        .compose(sent -> sent);
  }

  /** Closes; what is not acknowledged is requested again after the next start. */
  public Future<Void> close() {
    return vertx.executeBlocking(
        () -> {
          producers.close(CLOSE_TIMEOUT);
          return null;
        },
        false);
  }

  private static Map<String, Object> properties(KafkaSettings settings) {
    Map<String, Object> properties = settings.clientProperties();
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxRequestSize());
    return properties;
  }
}
