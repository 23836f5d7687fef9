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
 * A producer that is made anew when it can send no more: one in a fatal state refuses every record
 * until its process ends. Usable from any thread; all methods may block.
 */
public final class RenewableProducer {

  private final Supplier<Producer<byte[], byte[]>> factory;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /** Makes no producer before one is needed. */
  public RenewableProducer(Supplier<Producer<byte[], byte[]>> factory) {
    this.factory = factory;
  }

  /**
   * The producer to send with. Records whose order matters go to the same one: what it has not sent
   * when it is discarded is sent nowhere.
   *
   * @throws KafkaException if there is none and none can be made
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
      // What concerns the record or its topic is told to the callback. What is thrown concerns the
      // producer.
      discard(through);
      acknowledged.tryFail(e);
    }
    return acknowledged.future();
  }

  /**
   * Ends a producer without sending what it still holds; the next one is made when it is needed.
   */
  public void discard(Producer<byte[], byte[]> useless) {
    synchronized (this) {
      if (producer == useless) {
        producer = null;
      }
    }
    useless.close(Duration.ZERO);
  }

  /** Ends, after sending for as long as the limit allows; makes no producer any more. */
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
