/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;

/**
 * A topic that is filled with loan events at full speed. Its records are the same as those of the
 * relay.
 */
public final class EventTopic {

  private static final String SOURCE = "mod-circulation-adapter-0.1.0";

  // Bytes and milliseconds: large requests, because filling is not part of the measurement.
  private static final int REQUEST_BYTES = 512 * 1024;
  private static final int LINGER = 20;
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaBroker kafka;
  private final EventTopics topics;
  private final EventCodec codec;
  private final TenantId tenant;

  /**
   * Names a topic without creating it.
   *
   * @param environment FOLIO's {@code ENV}, unique to the topic
   */
  public EventTopic(KafkaBroker kafka, String environment, TenantId tenant) {
    this.kafka = kafka;
    this.tenant = tenant;
    topics =
        new EventTopics(
            EventBusSettings.from(
                Map.of(
                    "ENV",
                    environment,
                    "DB_DATABASE",
                    "-",
                    "DB_USERNAME",
                    "-",
                    "DB_PASSWORD",
                    "-")));
    codec = new EventCodec(topics);
  }

  /** The topic's name. */
  public String name() {
    return topics.topic(tenant, EventCatalog.LOAN_EVENTS);
  }

  /** Creates the topic. */
  public void create(int partitions) {
    kafka.createTopic(name(), partitions);
  }

  /**
   * Fills the topic.
   *
   * @param seen called with each event, once, before it is sent
   * @return number of records
   */
  public long fill(Load load, Consumer<GeneratedEvent> seen) {
    Instant now = Instant.now();
    Random again = new Random(load.seed());
    AtomicReference<Exception> failure = new AtomicReference<>();
    long[] records = {0};
    try (var producer = producer()) {
      load.forEach(
          event -> {
            seen.accept(event);
            send(producer, event, now, failure);
            records[0]++;
            // A relay that dies between acknowledgement and journal sends its events again in the
            // same way.
            if (again.nextInt(100) < load.duplicatePercent()) {
              send(producer, event, now, failure);
              records[0]++;
            }
          });
    }
    if (failure.get() != null) {
      throw new IllegalStateException("The topic could not be filled", failure.get());
    }
    return records[0];
  }

  /**
   * Reads the whole topic and compares it with the expected records.
   *
   * @param events the expected number of different events
   * @return the difference in a sentence; empty if the topic has all events, and those of each key
   *     are in the order of their numbers without a gap
   */
  public Optional<String> difference(long events) {
    Map<String, Long> last = new HashMap<>();
    long records = 0;
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name()).stream()
              .map(one -> new TopicPartition(name(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one)))) {
        for (var one : consumer.poll(POLL)) {
          if (codec.typeOf(one).startsWith(EventHeaders.CONTROL_TYPES)) {
            continue;
          }
          records++;
          Event event = codec.decode(one);
          if (event.sequence() != last.getOrDefault(event.key(), 0L) + 1) {
            return Optional.of(
                "On %s, %s does not follow on %s".formatted(name(), event, last.get(event.key())));
          }
          last.put(event.key(), event.sequence());
        }
      }
    }
    return records == events
        ? Optional.empty()
        : Optional.of("On %s are %s records, not %s".formatted(name(), records, events));
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      GeneratedEvent event,
      Instant now,
      AtomicReference<Exception> failure) {
    producer.send(
        encode(event, now),
        (metadata, problem) -> {
          if (problem != null) {
            failure.set(problem);
          }
        });
  }

  private ProducerRecord<byte[], byte[]> encode(GeneratedEvent event, Instant now) {
    return codec.encode(
        new Event(
            event.id(),
            event.type(),
            tenant,
            EventCatalog.LOAN_EVENTS,
            event.user().toString(),
            event.sequence(),
            now,
            event.payload(),
            Correlation.NONE,
            null),
        SOURCE,
        EventCatalog.circulation().schemaIdentifier(event.type()));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.BATCH_SIZE_CONFIG,
            REQUEST_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
