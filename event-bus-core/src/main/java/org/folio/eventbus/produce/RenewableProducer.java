/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.produce;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A producer that is replaced when it can no longer send: a producer in a fatal state rejects every
 * record until its process ends. Safe for use by several threads; all methods may block.
 */
public final class RenewableProducer {

  private final Supplier<Producer<byte[], byte[]>> factory;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /** Creates a producer on first use. */
  public RenewableProducer(Supplier<Producer<byte[], byte[]>> factory) {
    this.factory = factory;
  }

  /** Producers of the same kind that share no batch with these. */
  public RenewableProducer another() {
    return new RenewableProducer(factory);
  }

  /**
   * The producer to send with. Records whose order matters must use the same producer: a discarded
   * producer drops its unsent records.
   *
   * @throws KafkaException if there is none and none can be created
   */
  public synchronized Producer<byte[], byte[]> current() {
    if (closed) {
      throw new KafkaException("The event bus is closed");
    }
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      open = factory.get();
      producer = open;
    }
    return open;
  }

  /** Sends a record; succeeds when it is acknowledged. */
  public Future<RecordMetadata> send(
      Producer<byte[], byte[]> through, ProducerRecord<byte[], byte[]> kafkaRecord) {
    Promise<RecordMetadata> acknowledged = Promise.promise();
    try {
      through.send(
          kafkaRecord,
          (metadata, cause) -> {
            if (cause == null) {
              acknowledged.complete(metadata);
            } else {
              acknowledged.tryFail(cause);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      // The callback gets failures of the record or its topic. A thrown exception concerns the
      // producer.
      discard(through);
      acknowledged.tryFail(e);
    }
    return acknowledged.future();
  }

  /** Closes a producer without sending its pending records; the next one is created on demand. */
  public void discard(Producer<byte[], byte[]> useless) {
    synchronized (this) {
      if (producer == useless) {
        producer = null;
      }
    }
    useless.close(Duration.ZERO);
  }

  /** Closes; sends pending records within the limit, and creates no further producer. */
  public void close(Duration limit) {
    Producer<byte[], byte[]> open;
    synchronized (this) {
      closed = true;
      open = producer;
    }
    if (open != null) {
      open.close(limit);
    }
  }
}
