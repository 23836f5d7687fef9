/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Effects outside of the database happen in order, at least once, and never after a failed event.
 */
@WithEventBusServers
class ExternalHandlerTest {

  private final KafkaBroker kafka;
  private final DatabaseCoordinates database;
  private EventBusSettings settings;
  private final Queue<Event> called = new ConcurrentLinkedQueue<>();
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  ExternalHandlerTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.database = postgres.newDatabase();
    this.settings = TestBus.settings(kafka, database);
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
  void eventsOfAKeyAreHandledOneAfterAnotherAndOfManyKeysAtOnce() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    consume(
        event -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          return later()
              .onComplete(
                  done -> {
                    running.decrementAndGet();
                    called.add(event);
                  });
        },
        SubscriptionPolicy.builder().concurrentCalls(8));
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      drafts.addAll(checkOuts(UUID.randomUUID(), 3));
    }
    producer.publish(drafts);

    awaitReceipts(120);
    assertThat(most.get()).isBetween(2, 8);
    called.stream()
        .map(Event::key)
        .distinct()
        .forEach(key -> assertThat(sequencesOf(key)).containsExactly(1L, 2L, 3L));
  }

  /** Law L6 for an external handler: the key of a refused event waits, the others flow. */
  @Test
  void refusedEventParksItsKeyAndReleaseCallsAgainInOrder() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    consume(
        event -> {
          if (refusing.get() && event.key().equals(user.toString()) && event.sequence() == 2) {
            return Future.failedFuture(new HttpStatusException(422, "no such item"));
          }
          called.add(event);
          return Future.succeededFuture();
        },
        SubscriptionPolicy.builder());
    producer.publish(checkOuts(user, 4));
    producer.publish(checkOut(UUID.randomUUID(), UUID.randomUUID()));

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 3);
    awaitReceipts(2);
    refusing.set(false);
    ReleaseResult released =
        consumer.release(
            TestBus.SUBSCRIPTION,
            new StreamKey(EventCatalog.LOAN_EVENTS, user.toString()),
            new Justification("the item is there", "operator"));

    assertThat(released).isEqualTo(new ReleaseResult(3, 0, null));
    assertThat(sequencesOf(user.toString())).containsExactly(1L, 2L, 3L, 4L);
  }

  /** A module may note in its own tables whom it has called. */
  @Test
  void handlerOfAReleasedEventUsesTheOnlyConnectionOfThePool() {
    settings =
        TestBus.settings(
            kafka, database, Map.of("DB_MAXPOOLSIZE", "1", "ENV", settings.environment()));
    AtomicBoolean refusing = new AtomicBoolean(true);
    consume(
        event ->
            refusing.get() && event.sequence() == 2
                ? Future.failedFuture(new HttpStatusException(422, "no such item"))
                : consumer.bus().pool().query("SELECT 1").execute().mapEmpty(),
        SubscriptionPolicy.builder());
    producer.publish(checkOuts(user, 3));
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 2);
    refusing.set(false);

    assertThat(
            consumer.release(
                TestBus.SUBSCRIPTION,
                new StreamKey(EventCatalog.LOAN_EVENTS, user.toString()),
                new Justification("the item is there", "operator")))
        .isEqualTo(new ReleaseResult(2, 0, null));
  }

  @Test
  void overloadedModuleIsCalledAgainUntilItAnswersAndNothingIsParked() {
    AtomicInteger refusals = new AtomicInteger(3);
    consume(
        event -> {
          if (refusals.getAndDecrement() > 0) {
            return Future.failedFuture(new HttpStatusException(503, "overloaded"));
          }
          called.add(event);
          return Future.succeededFuture();
        },
        SubscriptionPolicy.builder());
    producer.publish(checkOuts(user, 5));

    awaitReceipts(5);
    assertThat(sequencesOf(user.toString()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 5).boxed().toList());
    assertThat(consumer.count("event_parked", "true")).isZero();
  }

  /** The receiver may be unavailable: the call is repeated and delays no other key meanwhile. */
  @Test
  void callThatNeverEndsIsCutOffAndMadeAgainWhileOtherKeysFlow() {
    AtomicInteger calls = new AtomicInteger();
    consume(
        event -> {
          if (event.key().equals(user.toString())) {
            calls.incrementAndGet();
            return Promise.<Void>promise().future();
          }
          return Future.succeededFuture();
        },
        SubscriptionPolicy.builder()
            .handlerLimit(Duration.ofSeconds(1))
            .retryBudget(Duration.ofMillis(100)));
    producer.publish(checkOut(user, UUID.randomUUID()));
    for (int i = 0; i < 20; i++) {
      producer.publish(checkOut(UUID.randomUUID(), UUID.randomUUID()));
    }

    awaitReceipts(20);
    await().atMost(LIMIT).until(() -> calls.get() >= 3);
    assertThat(consumer.count("event_parked", "true")).isZero();
  }

  private void consume(ExternalHandler handler, SubscriptionPolicy.Builder policy) {
    consumer = TestBus.consumer(settings, handler, policy.build());
  }

  private void awaitReceipts(int applied) {
    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'APPLIED'") == applied);
  }

  private List<Long> sequencesOf(String key) {
    return called.stream().filter(event -> event.key().equals(key)).map(Event::sequence).toList();
  }

  private Future<Void> later() {
    return consumer.vertx().timer(5, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
