/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.Event;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.produce.RenewableProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events of the outbox to Kafka, in order. */
final class RelayProducer implements RecordSender {

  private static final Logger LOG = LoggerFactory.getLogger(RelayProducer.class);

  // The producer must never give up a record on its own: a later record of the same key may be in
  // flight already, and would then overtake it. A record waits for the brokers as long as
  // necessary, and the outbox keeps it if the process ends.
  private static final int NEVER = Integer.MAX_VALUE;

  // Milliseconds that send() may wait for a topic's metadata while brokers are down. Only the
  // relay's own thread waits.
  private static final int MAX_BLOCK = 5_000;
  private static final int REQUEST_TIMEOUT = 10_000;
  private static final int RETRY_BACKOFF_MAX = 1_000;

  // Sends a round of the relay in a few requests instead of one per record.
  private static final int LINGER = 1;
  private static final int BATCH_BYTES = 256 * 1024;

  // A send that waits for the metadata of one tenant's topic must not delay other tenants.
  static final int SENDERS = 4;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final RelayThreads threads;
  private final RenewableProducer producers;

  // Other lanes send to the same partitions, and Kafka's producer would put a record of theirs into
  // the batch of one that must stand alone.
  private final RenewableProducer alone;
  private final Function<Event, List<ProducerRecord<byte[], byte[]>>> records;
  private final Set<ProducerRound> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private Future<?> lastAlone = Future.succeededFuture();

  /**
   * Sends through one producer at a time.
   *
   * @param records creates the records of an event, one for each topic that it is written to
   */
  RelayProducer(
      RelayThreads threads,
      RenewableProducer producers,
      Function<Event, List<ProducerRecord<byte[], byte[]>>> records) {
    this.threads = threads;
    this.producers = producers;
    this.alone = producers.another();
    this.records = records;
  }

  /**
   * A producer that keeps the relay's guarantees.
   *
   * @throws KafkaException with an explanation if the settings cannot be used
   */
  static RenewableProducer producers(KafkaSettings settings, String source) {
    RenewableProducer producers = new RenewableProducer(() -> producer(settings, source));
    producers.current();
    return producers;
  }

  @Override
  public Future<SendResult> send(List<OutboxRow> rows) {
    return attempt(rows, producers)
        .compose(
            sent -> {
              Optional<OutboxRow> suspect =
                  sent.entrySet().stream()
                      .filter(entry -> isSuspect(entry.getValue()))
                      .map(Map.Entry::getKey)
                      .findFirst();
              return suspect.isEmpty()
                  ? Future.succeededFuture(result(sent, null))
                  : attemptAlone(suspect.get())
                      .map(
                          examined -> {
                            sent.putAll(examined);
                            return result(sent, suspect.get());
                          });
            });
  }

  /**
   * Checks whether pending records wait for partitions that no longer exist. If so, fails their
   * rounds, so that they are repeated with a new producer.
   */
  void look() {
    if (looking.compareAndSet(false, true)) {
      threads
          .beside(
              () -> {
                open.forEach(RelayProducer::abandonIfLost);
                return null;
              })
          .onComplete(looked -> looking.set(false));
    }
  }

  Future<Void> close() {
    return threads
        .beside(
            () -> {
              producers.close(CLOSE_TIMEOUT);
              alone.close(CLOSE_TIMEOUT);
              return null;
            })
        .compose(closed -> threads.close());
  }

  private static void abandonIfLost(ProducerRound round) {
    round
        .loss()
        .ifPresent(
            loss -> {
              LOG.warn(
                  "{} Events would wait for ever, because {}. They are sent again from the outbox, to the partitions that exist now.",
                  LogCode.PARTITIONS_GONE,
                  loss);
              round.abandon();
            });
  }

  // One after another: two of them could share a batch, too.
  private synchronized Future<Map<OutboxRow, Future<SentRow>>> attemptAlone(OutboxRow row) {
    Future<Map<OutboxRow, Future<SentRow>>> next =
        lastAlone.transform(done -> attempt(List.of(row), alone));
    lastAlone = next;
    return next;
  }

  // All futures of the result are complete.
  private Future<Map<OutboxRow, Future<SentRow>>> attempt(
      List<OutboxRow> rows, RenewableProducer through) {
    return threads
        .send(() -> begin(rows, through))
        .compose(
            begun ->
                Future.join(List.copyOf(begun.sent().values()))
                    .onComplete(done -> open.remove(begun.round()))
                    .transform(done -> Future.succeededFuture(begun.sent())));
  }

  private record Begun(ProducerRound round, Map<OutboxRow, Future<SentRow>> sent) {}

  private Begun begin(List<OutboxRow> rows, RenewableProducer through) {
    ProducerRound round = new ProducerRound(through);
    open.add(round);
    try {
      return new Begun(round, sendAll(round, rows));
    } catch (RuntimeException e) {
      open.remove(round);
      throw e;
    }
  }

  private Map<OutboxRow, Future<SentRow>> sendAll(ProducerRound round, List<OutboxRow> rows) {
    Map<OutboxRow, Future<SentRow>> sent = new LinkedHashMap<>();
    Set<StreamKey> refused = new HashSet<>();
    for (OutboxRow row : rows) {
      StreamKey key = StreamKey.of(row.event());
      // A later record of the same key must not overtake one that was rejected at once.
      if (refused.contains(key)) {
        continue;
      }
      Future<SentRow> result = send(round, row);
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

  /**
   * The result of the rows.
   *
   * @param alone the row that was sent alone, or null
   */
  private static SendResult result(
      Map<OutboxRow, Future<SentRow>> sent, @Nullable OutboxRow alone) {
    List<SentRow> acknowledged = new ArrayList<>(sent.size());
    Map<OutboxRow, Throwable> refused = new LinkedHashMap<>();
    Throwable failure = null;
    for (var entry : sent.entrySet()) {
      Future<SentRow> outcome = entry.getValue();
      boolean certain = entry.getKey() == alone;
      if (outcome.succeeded()) {
        acknowledged.add(outcome.result());
      } else if (isRefusal(outcome.cause()) || certain && isSuspect(outcome)) {
        refused.put(entry.getKey(), outcome.cause());
      } else if (failure == null || certain) {
        failure = outcome.cause();
      }
    }
    return new SendResult(acknowledged, refused, failure);
  }

  // The cause lies in the record itself, and brokers reject it on every attempt.
  private static boolean isRefusal(Throwable cause) {
    return cause instanceof RecordTooLargeException
        || cause instanceof RecordBatchTooLargeException;
  }

  // Brokers reject a whole batch with this error, whatever is wrong with its records, even if only
  // this machine's clock makes a timestamp wrong. For a single record they report the exact cause.
  private static boolean isSuspect(Future<SentRow> outcome) {
    return outcome.failed() && outcome.cause() instanceof InvalidRecordException;
  }

  // The journal holds the position on the first topic. If the second topic rejects at once, a
  // record in flight to the first is sent again with the row.
  private Future<SentRow> send(ProducerRound round, OutboxRow row) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> kafkaRecord : records.apply(row.event())) {
      Future<RecordMetadata> acknowledged = round.send(kafkaRecord);
      sent.add(acknowledged);
      if (acknowledged.failed()) {
        return Future.failedFuture(acknowledged.cause());
      }
    }
    return Future.join(sent).map(all -> sentRow(row, sent.get(0).result()));
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
