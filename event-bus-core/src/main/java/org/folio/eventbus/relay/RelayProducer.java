/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.topic.EventCodec;

/** Sends events of the outbox to Kafka, in order. */
final class RelayProducer implements RecordSender {

  // The producer must never give up a record by itself: a later record of the same key may already
  // be in flight behind it, and would then overtake it. Here a record waits for the brokers for as
  // long as it takes, and the outbox keeps it if the process ends.
  private static final int NEVER = Integer.MAX_VALUE;

  // Milliseconds that send() may wait for a topic's metadata while brokers are down. Only the
  // relay's own thread waits.
  private static final int MAX_BLOCK = 5_000;
  private static final int REQUEST_TIMEOUT = 10_000;
  private static final int RETRY_BACKOFF_MAX = 1_000;

  // A round of the relay is sent in a few requests instead of one per record.
  private static final int LINGER = 1;
  private static final int BATCH_BYTES = 256 * 1024;

  // A send that waits for the metadata of one tenant's topic must not keep other tenants waiting.
  private static final int SENDERS = 4;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final EventCodec codec;
  private final EventCatalog catalog;
  private final String source;
  private final WorkerExecutor executor;
  private final Vertx vertx;

  RelayProducer(
      Vertx vertx, KafkaSettings settings, EventCodec codec, EventCatalog catalog, String source) {
    this.vertx = vertx;
    this.producer = producer(settings, source);
    this.codec = codec;
    this.catalog = catalog;
    this.source = source;
    this.executor =
        vertx.createSharedWorkerExecutor(
            "event-bus-relay-" + System.identityHashCode(this), SENDERS, 1, TimeUnit.HOURS);
  }

  @Override
  public Future<SendResult> send(List<OutboxRow> rows) {
    return executor
        .executeBlocking(() -> sendAll(rows), false)
        .compose(
            sent ->
                Future.join(List.copyOf(sent.values()))
                    .transform(done -> Future.succeededFuture(result(sent))));
  }

  Future<Void> close() {
    return vertx
        .executeBlocking(
            () -> {
              producer.close(CLOSE_TIMEOUT);
              return null;
            },
            false)
        .compose(closed -> executor.close());
  }

  private Map<OutboxRow, Future<SentRow>> sendAll(List<OutboxRow> rows) {
    Map<OutboxRow, Future<SentRow>> sent = new LinkedHashMap<>();
    Set<StreamKey> refused = new HashSet<>();
    for (OutboxRow row : rows) {
      StreamKey key = StreamKey.of(row.event());
      // A later record of the same key must not overtake one that was refused at once.
      if (refused.contains(key)) {
        continue;
      }
      Future<SentRow> result = send(row);
      sent.put(row, result);
      if (result.failed()) {
        if (!isRefusal(result.cause())) {
          break;
        }
        refused.add(key);
      }
    }
    return sent;
  }

  private static SendResult result(Map<OutboxRow, Future<SentRow>> sent) {
    List<SentRow> acknowledged = new ArrayList<>(sent.size());
    Map<OutboxRow, Throwable> refused = new LinkedHashMap<>();
    Throwable failure = null;
    for (var entry : sent.entrySet()) {
      Future<SentRow> outcome = entry.getValue();
      if (outcome.succeeded()) {
        acknowledged.add(outcome.result());
      } else if (isRefusal(outcome.cause())) {
        refused.put(entry.getKey(), outcome.cause());
      } else {
        failure = outcome.cause();
      }
    }
    return new SendResult(acknowledged, refused, failure);
  }

  // What lies in the record itself and will be refused again, however often it is sent.
  private static boolean isRefusal(Throwable cause) {
    return cause instanceof RecordTooLargeException
        || cause instanceof RecordBatchTooLargeException
        || cause instanceof InvalidRecordException
        || cause instanceof InvalidTimestampException;
  }

  // The journal holds the place on the first topic. What is on the way to the first when the second
  // refuses at once is sent again with the row.
  private Future<SentRow> send(OutboxRow row) {
    Event event = row.event();
    List<Future<SentRow>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> kafkaRecord :
        codec.encodeAll(event, source, catalog.schemaIdentifier(event.stream(), event.type()))) {
      Future<SentRow> acknowledged = send(row, kafkaRecord);
      sent.add(acknowledged);
      if (acknowledged.failed()) {
        return acknowledged;
      }
    }
    return sent.size() == 1 ? sent.get(0) : Future.join(sent).map(all -> sent.get(0).result());
  }

  private Future<SentRow> send(OutboxRow row, ProducerRecord<byte[], byte[]> kafkaRecord) {
    Promise<SentRow> acknowledged = Promise.promise();
    try {
      producer.send(
          kafkaRecord,
          (metadata, cause) -> {
            if (cause == null) {
              acknowledged.complete(sentRow(row, metadata));
            } else {
              acknowledged.fail(cause);
            }
          });
    } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
      acknowledged.tryFail(e);
    }
    return acknowledged.future();
  }

  private static SentRow sentRow(OutboxRow row, RecordMetadata metadata) {
    return new SentRow(row.position(), metadata.topic(), metadata.partition(), metadata.offset());
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings settings, String source) {
    try {
      return new KafkaProducer<>(properties(settings, source));
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaException(
          "Kafka at %s (KAFKA_HOST, KAFKA_PORT) cannot be used: %s"
              .formatted(settings.bootstrapServers(), cause.getMessage()));
    }
  }

  private static Map<String, Object> properties(KafkaSettings settings, String source) {
    Map<String, Object> properties = settings.clientProperties();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, source + "-relay");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, NEVER);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MAX);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxRequestSize());
    return properties;
  }
}
