/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/**
 * A standstill is named within half a minute; where possible the subscription resumes by itself.
 */
@WithEventBusServers
class StandstillTest {

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final UUID user = UUID.randomUUID();

  StandstillTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /** Kafka fences the older of two members with one name and refuses all its further calls. */
  @Test
  void memberWhoseNameAnotherProcessHasReadsOnWithoutAName() {
    EventBusSettings settings =
        TestBus.settings(kafka, postgres.newDatabase(), Map.of("EVENT_INSTANCE_ID", "same"));
    try (TestBus producer = TestBus.producer(settings);
        TestBus first = consumer(settings, new Ledger())) {
      producer.publish(checkOuts(user, 5));
      first.awaitLedger(5);
      try (TestBus second = consumer(settings, new Ledger())) {
        await()
            .atMost(HALF_A_MINUTE)
            .until(
                () -> {
                  // Publishing makes the member commit offsets; any call may be the fenced one.
                  producer.publish(checkOut(user, UUID.randomUUID()));
                  return problems(first).contains("EVENT_INSTANCE_ID same");
                });
        assertThat(problems(second)).doesNotContain("EVENT_INSTANCE_ID");
      }
      int published = (int) producer.count("event_journal", "true");
      producer.publish(checkOut(user, UUID.randomUUID()));

      assertThat(first.awaitLedger(published + 1))
          .extracting(Ledger.Entry::sequence)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  /** A consumer of committed records sees no lag behind an open transaction. */
  @Test
  void transactionThatAProducerLeavesOpenIsNamedAsWhatKeepsRecordsFromBeingRead() throws Exception {
    EventBusSettings settings = TestBus.settings(kafka, postgres.newDatabase());
    try (TestBus producer = TestBus.producer(settings);
        TestBus consumer = consumer(settings, new Ledger());
        KafkaProducer<byte[], byte[]> foreign = transactional()) {
      producer.publish(checkOut(user, UUID.randomUUID()));
      consumer.awaitLedger(1);
      foreign.initTransactions();
      foreign.beginTransaction();
      for (int partition = 0; partition < 2; partition++) {
        foreign
            .send(
                new ProducerRecord<>(
                    producer.topic(), partition, null, "{}".getBytes(StandardCharsets.UTF_8)))
            .get(HALF_A_MINUTE.toSeconds(), TimeUnit.SECONDS);
      }
      producer.publish(checkOut(user, UUID.randomUUID()));

      await()
          .atMost(HALF_A_MINUTE)
          .untilAsserted(
              () ->
                  assertThat(consumer.get(consumer.bus().health()).problems())
                      .anySatisfy(
                          problem ->
                              assertThat(problem)
                                  .contains("left a transaction open on " + producer.topic())));
      assertThat(consumer.get(consumer.bus().admin().subscriptions(null)).get(0).unread())
          .isPositive();
      assertThat(problems(consumer)).contains("left a transaction open");
      assertThat(consumer.bus().progress().longestSeconds(MoverKind.READING)).isPositive();

      foreign.abortTransaction();
      consumer.awaitLedger(2);
      await()
          .atMost(HALF_A_MINUTE)
          .until(() -> consumer.get(consumer.bus().health()).problems().isEmpty());
    }
  }

  @Test
  void handlerThatBlocksTheEventLoopIsNoticedThoughTheLoopAnswersNothing() {
    EventBusSettings settings = TestBus.settings(kafka, postgres.newDatabase());
    CountDownLatch blocked = new CountDownLatch(1);
    TransactionalHandler blocking =
        (batch, tx) -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            return Future.failedFuture(e);
          }
          return new Ledger().handle(batch, tx);
        };
    try (TestBus producer = TestBus.producer(settings);
        TestBus consumer = consumer(settings, blocking)) {
      try {
        producer.publish(checkOut(user, UUID.randomUUID()));
        await()
            .atMost(HALF_A_MINUTE)
            .until(() -> consumer.bus().progress().longestSeconds(MoverKind.EVENT_LOOP) > 0);
        assertThat(consumer.get(consumer.bus().health()).problems())
            .anySatisfy(
                problem ->
                    assertThat(problem)
                        .contains("event loop of subscription ledger", "a thread dump"));
      } finally {
        blocked.countDown();
      }

      consumer.awaitLedger(1);
      await()
          .atMost(HALF_A_MINUTE)
          .until(() -> consumer.get(consumer.bus().health()).problems().isEmpty());
    }
  }

  private static TestBus consumer(EventBusSettings settings, EventHandler handler) {
    return TestBus.consumer(settings, handler, SubscriptionPolicy.DEFAULT);
  }

  private static String problems(TestBus bus) {
    return String.join("; ", bus.get(bus.bus().admin().subscriptions(null)).get(0).problems());
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "transactional.id",
            "foreign-" + UUID.randomUUID()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
