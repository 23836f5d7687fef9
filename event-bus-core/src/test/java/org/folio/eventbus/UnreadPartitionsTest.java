/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Other members notice a partition without a reader, and it gets one. */
@WithEventBusServers
class UnreadPartitionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaBroker kafka;
  private final EventBusSettings settings;

  UnreadPartitionsTest(KafkaBroker kafka, DatabaseCoordinates database) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, database);
  }

  /** A static member dies between the two rounds of a rebalance and returns. */
  @Test
  void partitionThatNobodyReadsIsToldOfAndReadAgain() {
    try (TestBus producer = TestBus.producer(settings);
        KafkaConsumer<byte[], byte[]> dying = member(producer.group())) {
      dying.subscribe(List.of(producer.topic()), new Dying());
      awaitPolled(dying, () -> dying.assignment().size() == 2);
      try (TestBus bus = TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.DEFAULT)) {
        assertThatThrownBy(() -> awaitPolled(dying, () -> false))
            .isInstanceOf(KafkaException.class);
        dying.close();
        try (KafkaConsumer<byte[], byte[]> back = member(producer.group())) {
          back.subscribe(List.of(producer.topic()));

          awaitPolled(back, () -> problems(bus).contains("Nobody reads"));
          awaitPolled(back, () -> status(bus).partitions() == 1);
          awaitPolled(back, () -> problems(bus).isEmpty());
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> member(String group) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            "other",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  // A member that does not poll takes part in no rebalance, and the group waits for it.
  private static void awaitPolled(KafkaConsumer<byte[], byte[]> member, BooleanSupplier condition) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              member.poll(POLL);
              return condition.getAsBoolean();
            });
  }

  private static String problems(TestBus bus) {
    return String.join("; ", status(bus).problems());
  }

  private static SubscriptionStatus status(TestBus bus) {
    return bus.get(bus.bus().admin().subscriptions(null)).get(0);
  }

  /** Dies when partitions are revoked. */
  private static final class Dying implements ConsumerRebalanceListener {

    private boolean dead;

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!dead) {
        dead = true;
        throw new IllegalStateException("dies");
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Reads all assigned partitions.
    }
  }
}
