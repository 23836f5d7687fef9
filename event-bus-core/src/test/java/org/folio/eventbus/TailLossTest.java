/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last event of a key is lost, and no later event reveals the loss. */
@Tag("long")
@WithEventBusServers
class TailLossTest {

  // The documented limit.
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final KafkaBroker kafka;
  private final EventBusSettings settings;

  TailLossTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @Test
  void lostLastEventIsNoticedAndHealedWithinAMinute() throws Exception {
    lastEventIsLost((producer, consumer) -> {});
  }

  @Test
  void whatWasGivenUpOnAnotherPartitionHidesNoLoss() throws Exception {
    lastEventIsLost(
        (producer, consumer) -> {
          int other =
              1
                  - producer
                      .query("SELECT partition FROM \"{schema}\".event_journal LIMIT 1")
                      .get(0)
                      .getInteger("partition");
          consumer.query(
              """
              INSERT INTO "{schema}".event_skipped (subscription, stream, key, first_sequence,
                last_sequence, arrived, skipped_by, skipped_why, partition)
              SELECT subscription, '%s', 'other', 1, 5, false, 'operator', 'Gone', %d
                FROM "{schema}".event_partition
               LIMIT 1
              """
                  .formatted(EventCatalog.LOAN_EVENTS, other));
        });
  }

  private void lastEventIsLost(BiConsumer<TestBus, TestBus> before) throws Exception {
    UUID user = UUID.randomUUID();
    try (TestBus producer = TestBus.producer(settings)) {
      try (TestBus consumer = consumer()) {
        producer.publish(checkOuts(user, 3));
        consumer.awaitLedger(3);
        await()
            .atMost(MINUTE)
            .until(() -> consumer.count("event_partition", "baseline = 0 AND events = 3") == 1);
        before.accept(producer, consumer);
      }
      producer.publish(checkOut(user, UUID.randomUUID()));
      await().atMost(MINUTE).until(() -> producer.count("event_journal", "true") == 4);
      loseEverything(producer.topic());

      try (TestBus consumer = consumer()) {
        await().atMost(MINUTE).until(() -> consumer.ledger().size() == 4);
        assertThat(consumer.ledger())
            .extracting(Ledger.Entry::sequence)
            .containsExactly(1L, 2L, 3L, 4L);
        await()
            .atMost(MINUTE)
            .until(() -> consumer.count("event_partition", "events = 4 AND missing = 0") == 1);
      }
    }
  }

  private TestBus consumer() {
    return TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.DEFAULT);
  }

  private void loseEverything(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, RecordsToDelete> lost = new HashMap<>();
      for (int partition = 0; partition < 2; partition++) {
        TopicPartition one = new TopicPartition(topic, partition);
        long end =
            admin.listOffsets(Map.of(one, OffsetSpec.latest())).partitionResult(one).get().offset();
        lost.put(one, RecordsToDelete.beforeOffset(end));
      }
      admin.deleteRecords(lost).all().get();
    }
  }
}
