/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.sandbox.install.Await;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer group of the patron summaries, as Kafka sees it. Safe for use by several threads.
 */
public final class ConsumerGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroup.class);
  private static final Duration REWIND_LIMIT = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Admin admin;

  /** A client of the given brokers. */
  public ConsumerGroup(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Number of records on the topic that the group has not finished. */
  public long lag() {
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
    Map<TopicPartition, Long> beginnings = offsets(OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(Diku.GROUP).partitionsToOffsetAndMetadata());
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata finished = committed.get(end.getKey());
              return end.getValue()
                  - (finished == null
                      ? Objects.requireNonNull(beginnings.get(end.getKey()))
                      : finished.offset());
            })
        .sum();
  }

  /** Number of records with an event on the topic; the bus's own records do not count. */
  public long events() {
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
    long events = 0;
    try (var reader =
        new KafkaConsumer<>(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(ends.keySet());
      reader.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> found : reader.poll(POLL)) {
          events += isEvent(found) ? 1 : 0;
        }
      }
    }
    return events;
  }

  private static boolean isEvent(ConsumerRecord<byte[], byte[]> found) {
    byte[] type = found.headers().lastHeader(EventHeaders.TYPE).value();
    return !new String(type, StandardCharsets.UTF_8).startsWith(EventHeaders.CONTROL_TYPES);
  }

  /** Resets the group to the first record. Its members must have ended. */
  public void rewind() {
    Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
    offsets(OffsetSpec.earliest())
        .forEach((partition, offset) -> beginnings.put(partition, new OffsetAndMetadata(offset)));
    Await.until("the consumer group to be empty", REWIND_LIMIT, () -> rewound(beginnings));
  }

  private boolean rewound(Map<TopicPartition, OffsetAndMetadata> beginnings) {
    try {
      attempt(admin.alterConsumerGroupOffsets(Diku.GROUP, beginnings).all());
      return true;
    } catch (ExecutionException e) {
      LOG.info("The group cannot be rewound yet", e);
      removeMembers();
      return false;
    }
  }

  // A static member stays in the group until its session expires, alive or not.
  private void removeMembers() {
    try {
      attempt(
          admin
              .removeMembersFromConsumerGroup(
                  Diku.GROUP, new RemoveMembersFromConsumerGroupOptions())
              .all());
    } catch (ExecutionException e) {
      LOG.info("The members of the group cannot be removed yet", e);
    }
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted =
        Objects.requireNonNull(
                get(admin.describeTopics(List.of(Diku.TOPIC)).allTopicNames()).get(Diku.TOPIC))
            .partitions()
            .stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(Diku.TOPIC, partition.partition()),
                    partition -> which));
    return get(admin.listOffsets(wanted).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return attempt(future);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause(), e);
    }
  }

  private static <T> T attempt(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
