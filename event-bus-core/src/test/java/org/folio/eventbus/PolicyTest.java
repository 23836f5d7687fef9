/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy for failing, hanging and slow transactional handlers. */
@WithEventBusServers
class PolicyTest {

  // A handler that does not hang ends within this time, even if the machine stalls for a while.
  private static final Duration HANGING = Duration.ofSeconds(2);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private EventBusSettings settings;
  private final UUID bad = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  PolicyTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
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

  /** Law L6: the batch is retried for the budget and then split until the event stands alone. */
  @Test
  void transientFailureOfOneEventIsParkedWhenTheRetryBudgetIsSpent() {
    Ledger ledger = new Ledger();
    AtomicInteger attempts = new AtomicInteger();
    consume(
        (batch, tx) -> {
          if (contains(batch, bad)) {
            attempts.incrementAndGet();
            return Future.failedFuture(new HttpStatusException(503, "the catalog is overloaded"));
          }
          return ledger.handle(batch, tx);
        },
        SubscriptionPolicy.builder().retryBudget(Duration.ofMillis(600)));
    producer.publish(withBadKeyAmong(9));

    consumer.awaitLedger(9);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'POISON'") == 1);
    assertThat(consumer.count("event_parked", "cause LIKE '%overloaded%'")).isEqualTo(1);
    assertThat(attempts.get()).as("repeated before it was given up").isGreaterThan(3);
  }

  /** Errors of the handler are reported as such and affect no other event. */
  @Test
  void handlerThatReturnsNullOrThrowsAnErrorParksItsEvent() {
    Ledger ledger = new Ledger();
    UUID worse = UUID.randomUUID();
    consume(
        (batch, tx) -> {
          if (contains(batch, worse)) {
            throw new AssertionError("this cannot be");
          }
          return contains(batch, bad) ? null : ledger.handle(batch, tx);
        },
        SubscriptionPolicy.builder());
    producer.publish(withBadKeyAmong(9));
    producer.publish(checkOuts(worse, 1));

    consumer.awaitLedger(9);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                consumer.count("event_parked", "cause LIKE '%handler returned null%'") == 1
                    && consumer.count("event_parked", "cause LIKE '%this cannot be%'") == 1);
  }

  /** One stack trace is useful; thousands of equal ones hide the other log lines. */
  @Test
  void handlerThatFailsInTheSamePlaceIsTracedOnce() {
    consume(
        (batch, tx) -> {
          throw new IllegalStateException("no such loan");
        },
        SubscriptionPolicy.builder());

    try (LoggedLines logged = new LoggedLines()) {
      producer.publish(checkOuts(UUID.randomUUID(), 1));
      producer.publish(checkOuts(UUID.randomUUID(), 1));
      await().atMost(LIMIT).until(() -> logged.of(LogCode.EVENT_PARKED).size() == 2);

      assertThat(logged.traced(LogCode.EVENT_PARKED))
          .singleElement()
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void transientFailureThatPassesWithinTheBudgetParksNothing() {
    Ledger ledger = new Ledger();
    AtomicInteger failures = new AtomicInteger(3);
    consume(
        (batch, tx) ->
            failures.getAndDecrement() > 0
                ? Future.failedFuture(new HttpStatusException(429, "slow down"))
                : ledger.handle(batch, tx),
        SubscriptionPolicy.builder());
    producer.publish(checkOuts(bad, 5));

    consumer.awaitLedger(5);
    assertThat(consumer.count("event_parked", "true")).isZero();
  }

  @Test
  void theUserDecidesWhatAFailureMeans() {
    Ledger ledger = new Ledger();
    AtomicInteger failures = new AtomicInteger(5);
    consume(
        (batch, tx) ->
            failures.getAndDecrement() > 0
                ? Future.failedFuture(new IllegalStateException("cache is cold"))
                : ledger.handle(batch, tx),
        SubscriptionPolicy.builder()
            .retryBudget(Duration.ZERO)
            .failures(
                failure ->
                    failure instanceof IllegalStateException
                        ? FailureKind.OUTAGE
                        : FailureClassifier.STANDARD.classify(failure)));
    producer.publish(checkOuts(bad, 5));

    consumer.awaitLedger(5);
    assertThat(consumer.count("event_parked", "true")).isZero();
  }

  /** A hanging handler is named, cut off and isolated; its later work has no effect. */
  @Test
  void handlerThatHangsIsCutOffAndItsEventParked() {
    Ledger ledger = new Ledger();
    List<Promise<Void>> hanging = new ArrayList<>();
    List<SqlConnection> cutOff = new ArrayList<>();
    consume(
        (batch, tx) -> {
          if (contains(batch, bad)) {
            Promise<Void> never = Promise.promise();
            hanging.add(never);
            cutOff.add(tx);
            return never.future();
          }
          return ledger.handle(batch, tx);
        },
        SubscriptionPolicy.builder().handlerLimit(HANGING).retryBudget(SHORT));
    producer.publish(withBadKeyAmong(9));

    consumer.awaitLedger(9);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'POISON'") == 1);
    assertThat(consumer.count("event_parked", "cause LIKE '%did not finish within 2 s%'"))
        .isEqualTo(1);
    assertThat(intrudes(cutOff.get(0))).as("who goes on has no connection any more").isFalse();
    hanging.forEach(Promise::complete);
    assertThat(consumer.ledger()).hasSize(9);
  }

  /** The ended session serves no other batch, which would fail with it. */
  @Test
  void handlerThatIsCutOffTakesNoOtherBatchWithIt() {
    startAnewWithOneConnection();
    Measured measured = new Measured();
    Ledger ledger = new Ledger();
    AtomicInteger batchesCutOff = new AtomicInteger();
    TransactionalHandler handler =
        (batch, tx) -> {
          if (contains(batch, bad)) {
            batchesCutOff.incrementAndGet();
            return Promise.<Void>promise().future();
          }
          // Takes as long as the end of a session may take.
          return consumer
              .vertx()
              .timer(200, TimeUnit.MILLISECONDS)
              .compose(later -> ledger.handle(batch, tx));
        };
    consumer =
        TestBus.consumer(
            settings,
            handler,
            SubscriptionPolicy.builder().lanes(1).handlerLimit(HANGING).retryBudget(SHORT).build(),
            measured);
    List<EventDraft> drafts = new ArrayList<>();
    drafts.add(checkOut(keyOfTheSamePartition(), UUID.randomUUID()));
    drafts.add(checkOut(bad, UUID.randomUUID()));
    drafts.add(checkOut(keyOfTheSamePartition(), UUID.randomUUID()));
    producer.publish(drafts);

    consumer.awaitLedger(2);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'POISON'") == 1);
    assertThat(batchesCutOff.get()).as("each part that holds the event, once").isBetween(2, 4);
    assertThat(measured.value(MetricNames.RETRIES)).as("for the retry budget only").isEqualTo(1);
  }

  /** The connection of a failed handler serves the next batch while the handler may continue. */
  @Test
  void handlerThatGoesOnAfterItsFailureReachesNoOtherTransaction() {
    startAnewWithOneConnection();
    Ledger ledger = new Ledger();
    List<SqlConnection> former = new ArrayList<>();
    List<Boolean> intruded = new ArrayList<>();
    consume(
        (batch, tx) -> {
          former.add(tx.closeHandler(closed -> former.clear()));
          if (former.size() == 1) {
            return Future.failedFuture(new HttpStatusException(503, "the catalog is overloaded"));
          }
          return insertInto(former.get(0))
              .transform(
                  done -> {
                    intruded.add(done.succeeded());
                    return ledger.handle(batch, tx);
                  });
        },
        SubscriptionPolicy.builder());
    producer.publish(checkOuts(bad, 1));

    consumer.awaitLedger(1);
    assertThat(intruded).containsExactly(false);
    assertThat(consumer.ledger()).hasSize(1);
  }

  @Test
  void handlerThatHangsIsNamedAndDelaysNoOtherPartition() {
    Ledger ledger = new Ledger();
    Promise<Void> end = Promise.promise();
    consume(
        (batch, tx) ->
            contains(batch, bad)
                ? end.future().compose(go -> ledger.handle(batch, tx))
                : ledger.handle(batch, tx),
        SubscriptionPolicy.builder().lanes(1).concurrentBatches(1));
    producer.publish(checkOut(bad, UUID.randomUUID()));
    await().atMost(LIMIT).until(() -> slow().size() == 1);
    UUID other = keyOfAnotherPartition();
    producer.publish(checkOuts(other, 10));

    consumer.awaitLedger(10);
    SlowBatch named = slow().get(0);
    assertThat(named.first().key()).isEqualTo(bad.toString());
    assertThat(named.first().sequence()).isEqualTo(1);
    assertThat(named.age()).isGreaterThan(Duration.ofSeconds(4));
    end.complete();
    consumer.awaitLedger(11);
    assertThat(slow()).isEmpty();
  }

  /**
   * A broken handler must not park every event. The subscription resumes by itself after the
   * repair.
   */
  @Test
  void whenEverySecondEventWouldBeParkedTheSubscriptionStopsInstead() {
    Ledger ledger = new Ledger();
    AtomicBoolean broken = new AtomicBoolean(true);
    consume(
        (batch, tx) ->
            broken.get()
                ? Future.failedFuture(new IllegalStateException("a bug"))
                : ledger.handle(batch, tx),
        SubscriptionPolicy.builder().longestRetry(Duration.ofMillis(200)));
    for (int i = 0; i < 3; i++) {
      producer.publish(eventsOfManyKeys(50));
    }
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(consumer.get(consumer.bus().health()).warnings())
                    .anySatisfy(
                        warning ->
                            assertThat(warning).contains("of the last 100").contains("a bug")));
    // Each concurrent batch may park one more.
    long parked = consumer.count("event_parked", "true");
    assertThat(parked).isBetween(50L, 49L + SubscriptionPolicy.DEFAULT_CONCURRENT_BATCHES);

    broken.set(false);
    consumer.awaitLedger(150 - (int) parked);
    assertThat(consumer.count("event_parked", "true")).isEqualTo(parked);
  }

  @Test
  void batchWaitsForOthersUpToItsAge() {
    Set<Integer> sizes = ConcurrentHashMap.newKeySet();
    Ledger ledger = new Ledger();
    consume(
        (batch, tx) -> {
          sizes.add(batch.events().size());
          return ledger.handle(batch, tx);
        },
        SubscriptionPolicy.builder().batchAge(Duration.ofSeconds(2)));
    for (int i = 0; i < 10; i++) {
      producer.publish(checkOut(bad, UUID.randomUUID()));
    }

    consumer.awaitLedger(10);
    assertThat(sizes).contains(10);
  }

  /** With one connection, the next batch gets the connection of the failed batch or none. */
  private void startAnewWithOneConnection() {
    producer.close();
    settings = TestBus.settings(kafka, postgres.newDatabase(), Map.of("DB_MAXPOOLSIZE", "1"));
    producer = TestBus.producer(settings);
  }

  private void consume(TransactionalHandler handler, SubscriptionPolicy.Builder policy) {
    consumer = TestBus.consumer(settings, handler, policy.build());
  }

  private List<SlowBatch> slow() {
    return consumer.get(consumer.bus().admin().subscriptions(null)).get(0).slow();
  }

  private List<EventDraft> withBadKeyAmong(int others) {
    List<EventDraft> drafts = new ArrayList<>(eventsOfManyKeys(others));
    drafts.add(others / 2, checkOut(bad, UUID.randomUUID()));
    return drafts;
  }

  private static List<EventDraft> eventsOfManyKeys(int count) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(checkOut(UUID.randomUUID(), UUID.randomUUID()));
    }
    return drafts;
  }

  private UUID keyOfTheSamePartition() {
    UUID key = UUID.randomUUID();
    while (partition(key) != partition(bad)) {
      key = UUID.randomUUID();
    }
    return key;
  }

  private UUID keyOfAnotherPartition() {
    UUID key = UUID.randomUUID();
    while (partition(key) == partition(bad)) {
      key = UUID.randomUUID();
    }
    return key;
  }

  private static int partition(UUID key) {
    return BuiltInPartitioner.partitionForKey(key.toString().getBytes(), 2);
  }

  private boolean intrudes(SqlConnection late) {
    Future<?> statement = insertInto(late);
    await().atMost(LIMIT).until(statement::isComplete);
    return statement.succeeded();
  }

  private Future<?> insertInto(SqlConnection connection) {
    String late =
        "INSERT INTO \"%s\".ledger (event_id, type, key, sequence) VALUES ($1, '', '', 0)";
    return Future.succeededFuture()
        .compose(
            go ->
                connection
                    .preparedQuery(late.formatted(consumer.schema()))
                    .execute(Tuple.of(UUID.randomUUID())));
  }

  private static boolean contains(EventBatch batch, UUID key) {
    return batch.events().stream().anyMatch(event -> event.key().equals(key.toString()));
  }
}
