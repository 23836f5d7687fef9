/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of a subscription. */
@WithEventBusServers
class SubscriptionMetricsTest {

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final Measured measured = new Measured();
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  SubscriptionMetricsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings);
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
  }

  @Test
  void appliedEventsAreCountedAndTimed() {
    consume(new Ledger(), SubscriptionPolicy.DEFAULT);
    producer.publish(checkOuts(user, 30));

    awaitEvents(30, "applied");
    var size = measured.registry.get(MetricNames.BATCH_SIZE).summary();
    assertThat(size.totalAmount()).isEqualTo(30);
    Timer batch =
        measured.registry.get(MetricNames.BATCH).tag(MetricNames.RESULT, "committed").timer();
    await().atMost(LIMIT).until(() -> batch.count() == size.count());
    Timer latency = measured.registry.get(MetricNames.CONSUME_LATENCY).timer();
    assertThat(latency.count()).isEqualTo(30);
    assertThat(latency.max(TimeUnit.SECONDS)).isLessThan(LIMIT.toSeconds());
    assertThat(measured.meters(MetricNames.CONSUMED, MetricNames.TENANT, DIKU.value()))
        .allSatisfy(
            meter -> {
              assertThat(meter.getId().getTag(MetricNames.SUBSCRIPTION))
                  .isEqualTo(TestBus.SUBSCRIPTION);
              assertThat(meter.getId().getTag(MetricNames.STREAM))
                  .isEqualTo(EventCatalog.LOAN_EVENTS);
            });
  }

  @Test
  void duplicatesSkippedAndUnreadableRecordsAreCounted() {
    consume(
        new Ledger(),
        SubscriptionPolicy.DEFAULT,
        builder ->
            builder.subscribe(
                new Subscription(
                    "check-ins",
                    EventCatalog.LOAN_EVENTS,
                    Set.of("ITEM_CHECKED_IN"),
                    (TransactionalHandler) (batch, tx) -> Future.succeededFuture())));
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      Event event = LooseRecords.event(user, 1);
      records.send(event);
      records.send(event);
      var unreadable = records.encode(LooseRecords.event(user, 2));
      unreadable.headers().remove(EventHeaders.SEQUENCE);
      records.send(unreadable);
    }

    awaitEvents(1, "applied");
    awaitEvents(1, "duplicate");
    awaitEvents(1, "unreadable");
    measured.awaitValue(
        1,
        MetricNames.CONSUMED,
        MetricNames.SUBSCRIPTION,
        "check-ins",
        MetricNames.OUTCOME,
        "skipped");
  }

  @Test
  void parkedBehindAndReleasedEventsAreCountedAndThoseThatWaitAreShown() {
    consume(new Ledger(), SubscriptionPolicy.DEFAULT);
    consumer.query("ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (sequence <> 2)");
    producer.publish(checkOuts(user, 4));

    awaitEvents(1, "parked");
    awaitEvents(2, "behind");
    measured.awaitValue(3, MetricNames.PARKED, MetricNames.SUBSCRIPTION, TestBus.SUBSCRIPTION);
    consumer.query("ALTER TABLE \"{schema}\".ledger DROP CONSTRAINT refused");
    StreamKey key = new StreamKey(EventCatalog.LOAN_EVENTS, user.toString());
    consumer.release(TestBus.SUBSCRIPTION, key, new Justification("mended", "tester"));

    awaitEvents(3, "released");
    measured.awaitValue(0, MetricNames.PARKED, MetricNames.SUBSCRIPTION, TestBus.SUBSCRIPTION);
  }

  @Test
  void missingSequencesAreCountedAndShownUntilTheyArrive() {
    consume(new Ledger(), SubscriptionPolicy.builder().hold(Duration.ofMillis(300)).build());
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 4);
      measured.awaitValue(2, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "opened");
      measured.awaitValue(2, MetricNames.GAPS, MetricNames.TENANT, DIKU.value());
      records.send(user, 2);
      measured.awaitValue(1, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "healed");
      records.send(user, 3);
    }

    measured.awaitValue(2, MetricNames.GAP_CHANGES, MetricNames.CHANGE, "healed");
    measured.awaitValue(0, MetricNames.GAPS, MetricNames.TENANT, DIKU.value());
  }

  @Test
  void repeatedBatchesAreCounted() {
    Ledger ledger = new Ledger();
    AtomicInteger failures = new AtomicInteger(3);
    consume(
        (batch, tx) ->
            failures.getAndDecrement() > 0
                ? Future.failedFuture(new HttpStatusException(503, "overloaded"))
                : ledger.handle(batch, tx),
        SubscriptionPolicy.DEFAULT);
    producer.publish(checkOut(user, UUID.randomUUID()));

    awaitEvents(1, "applied");
    assertThat(measured.value(MetricNames.RETRIES, MetricNames.TENANT, DIKU.value())).isEqualTo(3);
    assertThat(
            measured
                .registry
                .get(MetricNames.BATCH)
                .tag(MetricNames.RESULT, "failed")
                .timer()
                .count())
        .isEqualTo(3);
  }

  @Test
  void lagIsShownInEventsAndSecondsWhileTheHandlerIsStuck() {
    Ledger ledger = new Ledger();
    Promise<Void> unstuck = Promise.promise();
    SubscriptionPolicy policy =
        SubscriptionPolicy.builder().recordsInMemory(4).batchSize(500).lanes(1).build();
    consume((batch, tx) -> unstuck.future().compose(go -> ledger.handle(batch, tx)), policy);
    measured.awaitValue(2, MetricNames.PARTITIONS);
    List<EventDraft> drafts = new ArrayList<>(checkOuts(user, 5_000));
    producer.publish(drafts);

    await().atMost(LIMIT).until(() -> measured.value(MetricNames.LAG_AGE) > 1);
    // A beacon that the producer has sent meanwhile also counts as a record.
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(measured.value(MetricNames.LAG)).isBetween(5_000.0, 5_100.0));
    assertThat(measured.value(MetricNames.IN_MEMORY)).isPositive().isLessThan(5_000);

    unstuck.complete();
    measured.awaitValue(0, MetricNames.LAG);
    measured.awaitValue(0, MetricNames.LAG_AGE);
    measured.awaitValue(0, MetricNames.IN_MEMORY);
  }

  @Test
  void gaugesOfAClosedBusAreGone() {
    consume(new Ledger(), SubscriptionPolicy.DEFAULT);
    measured.awaitValue(2, MetricNames.PARTITIONS);
    consumer.get(consumer.bus().close());

    assertThat(
            List.of(
                MetricNames.PARTITIONS,
                MetricNames.LAG,
                MetricNames.LAG_AGE,
                MetricNames.IN_MEMORY))
        .allSatisfy(name -> assertThat(measured.meters(name)).isEmpty());
  }

  private void awaitEvents(int expected, String outcome) {
    measured.awaitValue(
        expected,
        MetricNames.CONSUMED,
        MetricNames.SUBSCRIPTION,
        TestBus.SUBSCRIPTION,
        MetricNames.OUTCOME,
        outcome);
  }

  private void consume(TransactionalHandler handler, SubscriptionPolicy policy) {
    consume(handler, policy, builder -> builder);
  }

  private void consume(
      TransactionalHandler handler,
      SubscriptionPolicy policy,
      UnaryOperator<EventBusBuilder> change) {
    consumer =
        TestBus.consumer(
            settings, handler, policy, builder -> change.apply(measured.apply(builder)));
  }
}
