/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The subscription restores records that Kafka has lost from the producer's journal, without an
 * operator.
 */
@WithEventBusServers
class GapHealingTest {

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private final Measured measured = new Measured();
  private TestBus producer;
  private TestBus consumer;

  GapHealingTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings, measured);
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
  }

  @Test
  void lostEventsAreAskedForSentAgainAndAppliedOnce() throws Exception {
    publishAndLose(3);
    consume(SubscriptionPolicy.OnGap.APPLY);
    producer.publish(checkOut(user, UUID.randomUUID()));

    assertThat(consumer.awaitLedger(4))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(4L, 1L, 2L, 3L);
    await().atMost(LIMIT).until(() -> consumer.get(consumer.bus().admin().gaps(DIKU)).isEmpty());
    assertThat(consumer.count("event_cursor", "last_sequence = 4 AND open_gaps = 0")).isEqualTo(1);
    measured.awaitValue(3, MetricNames.REPUBLISHED, MetricNames.STREAM, EventCatalog.LOAN_EVENTS);
    measured.awaitValue(3, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "healed");
  }

  @Test
  void keyThatStoppedForLostEventsAppliesAllInOrder() throws Exception {
    publishAndLose(3);
    consume(SubscriptionPolicy.OnGap.STOP);
    producer.publish(checkOuts(user, 2));

    assertThat(consumer.awaitLedger(5))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void gapWhoseEventsTheJournalDoesNotHaveAnyMoreSaysSo() throws Exception {
    publishAndLose(3);
    producer.query("DELETE FROM \"{schema}\".event_journal WHERE sequence <> 2");
    consume(SubscriptionPolicy.OnGap.APPLY);
    producer.publish(checkOut(user, UUID.randomUUID()));

    consumer.awaitLedger(2);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(consumer.get(consumer.bus().admin().gaps(DIKU)))
                    .hasSize(2)
                    .allSatisfy(
                        gap -> {
                          assertThat(gap.state()).isEqualTo(OpenGap.State.UNAVAILABLE);
                          assertThat(gap.cause()).contains("journal", "EVENT_JOURNAL_DAYS");
                        }));
    assertThat(consumer.get(consumer.bus().admin().gaps(DIKU)))
        .extracting(gap -> gap.range().first(), gap -> gap.cause().contains("never used"))
        .as("what follows an event that is kept is not too old")
        .containsExactlyInAnyOrder(tuple(1L, false), tuple(3L, true));
    measured.awaitValue(3, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "opened");
    measured.awaitValue(2, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "unavailable");
    measured.awaitValue(2, MetricNames.GAPS, MetricNames.STATE, "unavailable");
  }

  @Test
  void openGapTellsWhatIsSuspected() throws Exception {
    publishAndLose(1);
    producer.close();
    consume(SubscriptionPolicy.OnGap.APPLY);
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 2);
      consumer.awaitLedger(1);
      OpenGap gap = consumer.get(consumer.bus().admin().gaps(DIKU)).get(0);

      assertThat(gap.state()).isEqualTo(OpenGap.State.OPEN);
      assertThat(gap.cause()).contains("Nothing of this key has ever arrived");
      await()
          .atMost(LIMIT)
          .until(() -> consumer.get(consumer.bus().admin().gaps(DIKU)).get(0).requests() == 1);
    }
    producer = TestBus.producer(settings);
  }

  private void consume(SubscriptionPolicy.OnGap onGap) {
    consumer =
        TestBus.consumer(
            settings,
            new Ledger(),
            SubscriptionPolicy.builder().hold(Duration.ofMillis(300)).onGap(onGap).build(),
            measured);
  }

  private void publishAndLose(int events) throws Exception {
    producer.publish(checkOuts(user, events));
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == events);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, RecordsToDelete> lost = new HashMap<>();
      for (int partition = 0; partition < 2; partition++) {
        TopicPartition one = new TopicPartition(producer.topic(), partition);
        long end =
            admin.listOffsets(Map.of(one, OffsetSpec.latest())).partitionResult(one).get().offset();
        lost.put(one, RecordsToDelete.beforeOffset(end));
      }
      admin.deleteRecords(lost).all().get();
    }
  }
}
