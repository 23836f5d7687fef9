/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkIn;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path from Kafka to an effect in the tables of the consuming module. */
@WithEventBusServers
class SubscriptionTest {

  private static final Duration WRITABLE_AGAIN = Duration.ofSeconds(5);

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final DatabaseCoordinates database;
  private final EventBusSettings settings;
  private final List<TestBus> buses = new ArrayList<>();
  private TestBus producer;

  SubscriptionTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.database = postgres.newDatabase();
    this.settings = TestBus.settings(kafka, database);
  }

  @BeforeEach
  void start() {
    producer = started(TestBus.producer(settings));
  }

  @AfterEach
  void close() {
    buses.forEach(TestBus::close);
  }

  @Test
  void publishedEventsAreAppliedOnceWithReceipts() {
    UUID user = UUID.randomUUID();
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    List<PublishedEvent> published = producer.publish(checkOuts(user, 30));

    assertThat(consumer.awaitLedger(30))
        .extracting(Ledger.Entry::eventId)
        .containsExactlyElementsOf(published.stream().map(PublishedEvent::id).toList());
    assertThat(consumer.count("event_receipt", "outcome = 'APPLIED'")).isEqualTo(30);
    assertThat(consumer.count("event_cursor", "last_sequence = 30")).isEqualTo(1);
  }

  @Test
  void statusOfATenantTellsOfNoOther() {
    TenantId college = new TenantId("college");
    producer.get(producer.bus().tenants().enable(college));
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    consumer.get(consumer.bus().tenants().enable(college));
    await().atMost(LIMIT).until(() -> status(consumer, null).partitions() == 4);
    producer.publish(checkOuts(UUID.randomUUID(), 3));
    consumer.awaitLedger(3);

    await().atMost(LIMIT).until(() -> status(consumer, DIKU).applied() == 3);
    assertThat(status(consumer, DIKU).partitions()).isEqualTo(2);
    assertThat(status(consumer, college).partitions()).isEqualTo(2);
    assertThat(status(consumer, college).applied()).isZero();
    assertThat(status(consumer, null).applied()).isEqualTo(3);
  }

  @Test
  void addedSubscriptionReadsForItsTenantsUntilItEnds() {
    TenantId college = new TenantId("college");
    producer.get(producer.bus().tenants().enable(college));
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    consumer.get(consumer.bus().tenants().enable(college));
    List<TenantId> seen = new CopyOnWriteArrayList<>();
    Subscription added =
        new Subscription(
            "added",
            EventCatalog.LOAN_EVENTS,
            EventCatalog.circulation().typeNames(),
            (ExternalHandler)
                event -> {
                  seen.add(event.tenant());
                  return Future.succeededFuture();
                },
            SubscriptionPolicy.DEFAULT);
    producer.get(
        producer
            .bus()
            .pool()
            .withTransaction(
                tx ->
                    producer
                        .bus()
                        .publisher()
                        .publish(tx, college, checkOuts(UUID.randomUUID(), 1))));
    producer.publish(checkOuts(UUID.randomUUID(), 1));
    consumer.get(consumer.bus().subscribe(added, Set.of(DIKU)));
    await().atMost(LIMIT).until(() -> seen.equals(List.of(DIKU)));
    consumer.get(consumer.bus().subscribe(added, Set.of(DIKU, college)));
    await().atMost(LIMIT).until(() -> seen.equals(List.of(DIKU, college)));
    assertThat(consumer.bus().admin().subscriptionNames()).contains("added");
    consumer.get(consumer.bus().unsubscribe("added"));
    assertThat(consumer.bus().admin().subscriptionNames()).doesNotContain("added");
  }

  private static SubscriptionStatus status(TestBus consumer, @Nullable TenantId tenant) {
    return consumer.get(consumer.bus().admin().subscriptions(tenant)).get(0);
  }

  /** A module with two descriptors: instances of both run and share tables and group. */
  @Test
  void instanceWorksOnlyForTenantsThatEnabledItsProduct() {
    TestBus own = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    LoggedLines logged = new LoggedLines();
    List<UUID> forwarded = new CopyOnWriteArrayList<>();
    TestBus forward =
        started(
            TestBus.consumer(
                settings,
                (ExternalHandler)
                    event -> {
                      forwarded.add(event.id());
                      return Future.succeededFuture();
                    },
                SubscriptionPolicy.DEFAULT,
                builder -> builder.product("mod-reader-forward")));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                logged.of(LogCode.TENANT_OF_OTHER_PRODUCT).stream()
                    .anyMatch(
                        line ->
                            line.contains("is mod-reader and")
                                && line.contains("diku=mod-reader-forward")));
    logged.close();
    // Either instance may handle events that arrive before both know of the change.
    await().atMost(LIMIT).until(() -> status(own, null).partitions() == 0);
    PublishedEvent second = producer.publish(checkOuts(UUID.randomUUID(), 1)).get(0);
    await().atMost(LIMIT).until(() -> forwarded.contains(second.id()));

    own.get(own.bus().tenants().disable(TestBus.DIKU));
    PublishedEvent third = producer.publish(checkOuts(UUID.randomUUID(), 1)).get(0);
    await().atMost(LIMIT).until(() -> forwarded.contains(third.id()));
    assertThat(own.ledger()).as("the other product has taken over").isEmpty();
    assertThatThrownBy(() -> own.get(own.bus().tenants().purge(TestBus.DIKU)))
        .hasMessageContaining("mod-reader-forward, which uses the same data");
  }

  /** Law L4 and the basis of L9: reading all records again has no effect and is reported. */
  @Test
  void rewoundGroupChangesNothingAndReportsDuplicates() throws Exception {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      drafts.addAll(checkOuts(UUID.randomUUID(), 5));
    }
    producer.publish(drafts);
    TestBus first = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    first.awaitLedger(100);
    stop(first);
    rewind();

    TestBus second = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    await()
        .atMost(LIMIT)
        .until(() -> second.count("event_receipt", "outcome = 'DUPLICATE'") == 100);
    assertThat(second.ledger()).hasSize(100);
    assertThat(second.get(second.bus().admin().subscriptions(null)).get(0).duplicates())
        .isEqualTo(100);
  }

  /** Law L5: each check-in follows its check-out, with 1,000 loans and two connections. */
  @Test
  void checkInNeverOvertakesItsCheckOut() {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    List<UUID> users = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      users.add(UUID.randomUUID());
    }
    var one = producer.get(producer.bus().pool().getConnection());
    var other = producer.get(producer.bus().pool().getConnection());
    for (int i = 0; i < 1_000; i++) {
      UUID user = users.get(i % users.size());
      UUID loan = UUID.randomUUID();
      producer.get(publish(one, checkOut(user, loan)));
      producer.get(publish(other, checkIn(user, loan)));
    }
    producer.get(one.close());
    producer.get(other.close());

    Map<String, List<Long>> sequences = new HashMap<>();
    consumer
        .awaitLedger(2_000)
        .forEach(
            entry ->
                sequences
                    .computeIfAbsent(entry.key(), none -> new ArrayList<>())
                    .add(entry.sequence()));
    assertThat(sequences).hasSize(10);
    assertThat(sequences.values())
        .allSatisfy(
            ofUser ->
                assertThat(ofUser)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList()));
    assertThat(consumer.ledger()).hasSize(2_000);
  }

  private Future<List<PublishedEvent>> publish(
      io.vertx.sqlclient.SqlConnection connection, EventDraft draft) {
    return connection
        .begin()
        .compose(
            tx ->
                producer
                    .bus()
                    .publisher()
                    .publish(connection, DIKU, List.of(draft))
                    .compose(published -> tx.commit().map(published)));
  }

  /** Law L3: while one event is in progress, no later offset of its partition is committed. */
  @Test
  void offsetIsNeverCommittedBeyondAnEventThatIsNotFinished() throws Exception {
    UUID stuck = UUID.randomUUID();
    Promise<Void> letGo = Promise.promise();
    Ledger ledger = new Ledger();
    TestBus consumer =
        consumer(
            (batch, tx) ->
                batch.events().stream().anyMatch(event -> event.key().equals(stuck.toString()))
                    ? letGo.future().compose(go -> ledger.handle(batch, tx))
                    : ledger.handle(batch, tx),
            SubscriptionPolicy.builder().batchSize(1).build());
    producer.publish(checkOut(stuck, UUID.randomUUID()));
    await().atMost(LIMIT).until(() -> inMemory(consumer) == 1);
    long stuckOffset = journalOffset(stuck);
    int partition = journalPartition(stuck);
    List<EventDraft> others = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      others.add(checkOut(UUID.randomUUID(), UUID.randomUUID()));
    }
    producer.publish(others);

    // Other lanes finish their events; events in the lane of the stuck one wait.
    await().atMost(LIMIT).until(() -> consumer.ledger().size() > 100);
    stopAfterCommit(consumer, partition, stuckOffset, letGo);
    assertThat(consumer.awaitLedger(201)).hasSize(201);
  }

  private void stopAfterCommit(
      TestBus consumer, int partition, long stuckOffset, Promise<Void> letGo) throws Exception {
    TopicPartition ofStuck = new TopicPartition(producer.topic(), partition);
    TopicPartition other = new TopicPartition(producer.topic(), 1 - partition);
    // The other partition is committed to its end, so commits work.
    long end = consumer.count("event_receipt", "partition = " + other.partition());
    await().atMost(LIMIT).until(() -> committed(other) >= end && end > 0);
    assertThat(committed(ofStuck)).isLessThanOrEqualTo(stuckOffset);
    letGo.complete();
  }

  /** Laws L4 and L5 without a database for a while: no effect is lost, doubled or out of order. */
  @Test
  void restartOfTheDatabaseLosesAndDoublesNothing() {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    UUID user = UUID.randomUUID();
    producer.publish(checkOuts(user, 2_000));
    await().atMost(LIMIT).until(() -> !consumer.ledger().isEmpty());
    postgres.stop();
    postgres.start();

    await().atMost(LIMIT).ignoreExceptions().until(() -> consumer.ledger().size() >= 2_000);
    assertThat(consumer.ledger())
        .extracting(Ledger.Entry::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_000).boxed().toList());
  }

  /** A fail-over to a standby and back; it does not end sessions opened meanwhile. */
  @Test
  void databaseThatTakesNoWritesForAWhileIsUsedAgainByItself() throws Exception {
    stop(producer);
    // One connection each, so that every connection meets the fail-over.
    EventBusSettings single = TestBus.settings(kafka, database, Map.of("DB_MAXPOOLSIZE", "1"));
    producer = started(TestBus.producer(single));
    TestBus consumer = started(TestBus.consumer(single, new Ledger(), SubscriptionPolicy.DEFAULT));
    UUID user = UUID.randomUUID();
    producer.publish(checkOuts(user, 10));
    consumer.awaitLedger(10);
    administrate(
        "ALTER DATABASE \"%s\" SET default_transaction_read_only = on",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(catchThrowable(() -> producer.publish(checkOut(user, user))))
                    .satisfies(
                        failure ->
                            assertThat(DatabaseOutage.of(failure))
                                .hasValue("takes no writes at the moment")));
    administrate("ALTER DATABASE \"%s\" RESET default_transaction_read_only");

    await()
        .atMost(WRITABLE_AGAIN)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              producer.publish(checkOut(user, UUID.randomUUID()));
              assertThat(consumer.ledger().size()).isGreaterThan(10);
            });
  }

  // Connects to another database, so that the session does not end itself.
  private void administrate(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql.formatted(database.database()));
      }
    }
  }

  /**
   * Law L4 over a rebalance: a second member joins while effects are in flight, the first leaves.
   */
  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void membersThatComeAndGoLoseAndDoubleNothing(String protocol) {
    SubscriptionPolicy policy = SubscriptionPolicy.builder().batchSize(20).build();
    EventBusSettings ofProtocol =
        TestBus.settings(
            kafka,
            database,
            Map.of("ENV", settings.environment(), "EVENT_GROUP_PROTOCOL", protocol));
    TestBus first = started(TestBus.consumer(ofProtocol, new Ledger(), policy));
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      drafts.addAll(checkOuts(UUID.randomUUID(), 40));
    }
    producer.publish(drafts);
    await().atMost(LIMIT).until(() -> !first.ledger().isEmpty());
    TestBus second = started(TestBus.consumer(ofProtocol, new Ledger(), policy));
    await().atMost(LIMIT).until(() -> partitions(second) == 1);
    stop(first);
    second.awaitLedger(4_000);

    assertThat(second.ledger()).hasSize(4_000);
    assertThat(second.ledger().stream().map(Ledger.Entry::eventId).distinct()).hasSize(4_000);
    assertThat(second.count("event_cursor", "last_sequence <> 40")).isZero();
  }

  /** Law L12: memory is bounded, whatever the backlog on Kafka. */
  @Test
  void backlogStaysOnKafkaNotInMemory() {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      drafts.addAll(checkOuts(UUID.randomUUID(), 100));
    }
    for (int i = 0; i < 10; i++) {
      producer.publish(drafts.subList(i * 1_000, (i + 1) * 1_000));
    }
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == 10_000);
    Promise<Void> letGo = Promise.promise();
    Ledger ledger = new Ledger();
    TestBus consumer =
        consumer(
            (batch, tx) -> letGo.future().compose(go -> ledger.handle(batch, tx)),
            SubscriptionPolicy.builder().recordsInMemory(100).build());
    await().atMost(LIMIT).until(() -> inMemory(consumer) >= 100);
    // One poll of 2,000 records may exceed the limit before the partitions pause.
    await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> inMemory(consumer) <= 2_200);

    letGo.complete();
    assertThat(consumer.awaitLedger(10_000)).hasSize(10_000);
  }

  @Test
  void disabledTenantIsNotConsumedAndGoesOnWhereItStopped() {
    UUID user = UUID.randomUUID();
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    producer.publish(checkOuts(user, 5));
    consumer.awaitLedger(5);
    consumer.get(consumer.bus().tenants().disable(DIKU));
    await().atMost(LIMIT).until(() -> partitions(consumer) == 0);
    producer.publish(checkOuts(user, 5));
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == 10);
    assertThat(consumer.ledger()).hasSize(5);

    consumer.get(consumer.bus().tenants().enable(DIKU));
    assertThat(consumer.awaitLedger(10))
        .extracting(Ledger.Entry::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
  }

  private TestBus consumer(TransactionalHandler handler, SubscriptionPolicy policy) {
    return started(TestBus.consumer(settings, handler, policy));
  }

  private TestBus started(TestBus bus) {
    buses.add(bus);
    return bus;
  }

  private void stop(TestBus bus) {
    buses.remove(bus);
    bus.close();
  }

  private static int inMemory(TestBus consumer) {
    return consumer.get(consumer.bus().admin().subscriptions(null)).get(0).inMemory();
  }

  private static int partitions(TestBus consumer) {
    return consumer.get(consumer.bus().admin().subscriptions(null)).get(0).partitions();
  }

  private long journalOffset(UUID key) {
    return journal(key, "kafka_offset");
  }

  private int journalPartition(UUID key) {
    return (int) journal(key, "partition");
  }

  private long journal(UUID key, String column) {
    return producer
        .query(
            "SELECT %s AS value FROM \"{schema}\".event_journal WHERE aggregateid = '%s'"
                .formatted(column, key))
        .get(0)
        .getLong("value");
  }

  private long committed(TopicPartition partition) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets(producer.group())
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return offset == null ? 0 : offset.offset();
    }
  }

  private void rewind() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      for (int i = 0; i < settings.kafka().partitions(); i++) {
        beginning.put(new TopicPartition(producer.topic(), i), new OffsetAndMetadata(0));
      }
      admin.alterConsumerGroupOffsets(producer.group(), beginning).all().get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
