/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkIn;
import static org.folio.eventbus.TestBus.checkOut;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbered events of one key on several topics. Kafka keeps no order between topics. */
@WithEventBusServers
class SeveralTopicsTest {

  private static final int USERS = 10;

  // No event is missing in these tests; a wait for one exceeds the time limit of a test.
  private static final Duration LONG_HOLD = Duration.ofMinutes(5);

  // Events of a key alternate between two topics, so each takes a transaction of its own.
  private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);

  private final KafkaBroker kafka;
  private final DatabaseCoordinates database;
  private final EventBusSettings settings;
  private final List<TestBus> buses = new ArrayList<>();
  private final List<UUID> users = Stream.generate(UUID::randomUUID).limit(USERS).toList();

  SeveralTopicsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.database = postgres.newDatabase();
    this.settings = TestBus.settings(kafka, database, Map.of("EVENT_TOPICS", "per-type"));
  }

  @AfterEach
  void close() {
    buses.forEach(TestBus::close);
  }

  /** Beacons compare with this count: an event counts once, whichever topic delivers it first. */
  @Test
  void eventThatCameOnAnotherTopicFirstCountsOnItsStreamsTopic() {
    EventBusSettings both = TestBus.settings(kafka, database, Map.of("EVENT_TOPICS", "both"));
    TestBus producer = started(TestBus.producer(both));
    TestBus consumer = started(consumer(both, hold(LONG_HOLD)));
    try (LooseRecords records = new LooseRecords(kafka, both)) {
      for (int repetition = 0; repetition < 2; repetition++) {
        ProducerRecord<byte[], byte[]> onItsStream = records.encode(LooseRecords.event(user(0), 1));
        ProducerRecord<byte[], byte[]> onItsType =
            new ProducerRecord<>(
                producer.topic().replace("loan-events", "ITEM_CHECKED_OUT"),
                null,
                onItsStream.key(),
                onItsStream.value(),
                onItsStream.headers());
        records.send(onItsType);
        consumer.awaitLedger(1);
        records.send(onItsStream);
      }
    }

    await()
        .atMost(TestBus.LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 3);
    assertThat(consumer.count("event_partition", "topic LIKE '%loan-events' AND events = 1"))
        .isEqualTo(1);
    assertThat(consumer.count("event_partition", "topic LIKE '%ITEM_CHECKED_OUT' AND events = 1"))
        .isEqualTo(1);
  }

  /** Law L5, with check-outs on one topic and check-ins on another. */
  @Test
  void checkInNeverOvertakesItsCheckOut() {
    TestBus producer = started(TestBus.producer(settings));
    TestBus consumer = started(consumer(settings, hold(LONG_HOLD)));
    for (int i = 0; i < 500; i++) {
      UUID user = user(i);
      UUID loan = UUID.randomUUID();
      producer.publish(checkOut(user, loan));
      producer.publish(checkIn(user, loan));
    }

    consumer.awaitLedger(1_000);
    assertInOrder(consumer, 100);
  }

  /**
   * With a backlog, a consumer reads one topic further than another for longer than the hold time.
   * No event is missing, so none may be reported.
   */
  @Test
  void backlogIsNoGapHoweverFarOneTopicIsReadAheadOfAnother() {
    TestBus producer = started(TestBus.producer(settings));
    for (int i = 0; i < 10; i++) {
      List<EventDraft> drafts = new ArrayList<>();
      for (int j = 0; j < 300; j++) {
        UUID loan = UUID.randomUUID();
        drafts.add(checkOut(user(j), loan));
        drafts.add(checkIn(user(j), loan));
      }
      producer.publish(drafts);
    }
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == 6_000);
    SubscriptionPolicy policy =
        SubscriptionPolicy.builder()
            .hold(Duration.ofMillis(500))
            .recordsInMemory(100)
            .batchSize(20)
            .build();
    TestBus consumer = started(consumer(settings, policy));

    await().atMost(CATCH_UP_LIMIT).until(() -> consumer.ledger().size() >= 6_000);
    assertInOrder(consumer, 600);
  }

  /** Several members of a group share the topics of a key. */
  @Test
  void membersThatShareTheTopicsKeepTheOrderTogether() {
    TestBus producer = started(TestBus.producer(settings));
    TestBus first = started(consumer(settings, hold(LONG_HOLD)));
    TestBus second = started(consumer(settings, hold(LONG_HOLD)));
    await().atMost(LIMIT).until(() -> partitions(first) > 0 && partitions(second) > 0);
    for (int i = 0; i < 200; i++) {
      UUID loan = UUID.randomUUID();
      producer.publish(checkOut(user(i), loan), checkIn(user(i), loan));
    }

    first.awaitLedger(400);
    assertInOrder(first, 40);
  }

  @Test
  void eventThatComesFromBothTopicsIsAppliedOnce() {
    EventBusSettings both =
        TestBus.settings(
            kafka, database, Map.of("EVENT_TOPICS", "both", "ENV", settings.environment()));
    TestBus producer = started(TestBus.producer(both));
    TestBus consumer = started(consumer(both, hold(LONG_HOLD)));
    for (int i = 0; i < 100; i++) {
      UUID loan = UUID.randomUUID();
      producer.publish(checkOut(user(i), loan), checkIn(user(i), loan));
    }

    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 200);
    assertThat(consumer.ledger()).hasSize(200);
    assertInOrder(consumer, 20);
  }

  /** The module's choice has precedence over the environment. */
  @Test
  void subscriptionCanChooseItsTopicsItself() {
    TestBus producer =
        started(
            TestBus.producer(
                TestBus.settings(
                    kafka,
                    database,
                    Map.of("EVENT_TOPICS", "both", "ENV", settings.environment()))));
    List<String> topics = new ArrayList<>();
    TestBus consumer =
        started(
            TestBus.of(
                settings,
                builder ->
                    builder.subscribe(
                        new Subscription(
                                TestBus.SUBSCRIPTION,
                                EventCatalog.LOAN_EVENTS,
                                EventCatalog.circulation().typeNames(),
                                new Ledger())
                            .reading(TopicChoice.STREAM))));
    consumer.get(consumer.bus().start());
    producer.publish(checkOut(user(0), UUID.randomUUID()));

    consumer.awaitLedger(1);
    consumer
        .query("SELECT topic FROM \"{schema}\".event_receipt")
        .forEach(row -> topics.add(row.getString("topic")));
    assertThat(topics).containsExactly(consumer.topic());
  }

  /** Law L8 over several topics: a missing event is noticed and requested. */
  @Test
  void whatIsMissingIsReportedAndSentAgainOnTheTopicsOfItsType() {
    TestBus producer = started(TestBus.producer(settings));
    UUID user = user(0);
    producer.publish(checkOut(user, UUID.randomUUID()));
    producer.publish(checkIn(user, UUID.randomUUID()));
    producer.publish(checkOut(user, UUID.randomUUID()));
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == 3);
    dropFrom(NativeRecords.topic(settings, "ITEM_CHECKED_IN"));
    TestBus consumer = started(consumer(settings, hold(Duration.ofMillis(500))));

    assertThat(consumer.awaitLedger(3))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 3L, 2L);
    await().atMost(LIMIT).until(() -> consumer.count("event_gap", "true") == 0);
  }

  /** A record of the bus on the topic of another type is not an event. */
  @Test
  void numberedEventOnTheTopicOfAnotherTypeIsParked() {
    TestBus consumer = started(consumer(settings, hold(LONG_HOLD)));
    try (LooseRecords loose = new LooseRecords(kafka, settings)) {
      ProducerRecord<byte[], byte[]> encoded = loose.encode(LooseRecords.event(user(0), 1));
      loose.send(
          new ProducerRecord<>(
              NativeRecords.topic(settings, "LOAN_CLOSED"),
              null,
              encoded.key(),
              encoded.value(),
              encoded.headers()));
    }
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 1);
  }

  private void dropFrom(String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int i = 0; i < settings.kafka().partitions(); i++) {
        all.put(new TopicPartition(topic, i), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static SubscriptionPolicy hold(Duration hold) {
    return SubscriptionPolicy.builder().hold(hold).build();
  }

  private static TestBus consumer(EventBusSettings settings, SubscriptionPolicy policy) {
    return TestBus.consumer(settings, new Ledger(), policy);
  }

  private TestBus started(TestBus bus) {
    buses.add(bus);
    return bus;
  }

  private UUID user(int number) {
    return users.get(number % USERS);
  }

  private static int partitions(TestBus bus) {
    return bus.get(bus.bus().admin().subscriptions(null)).get(0).partitions();
  }

  private static void assertInOrder(TestBus consumer, long each) {
    Map<String, List<Long>> sequences = new HashMap<>();
    consumer
        .ledger()
        .forEach(
            entry ->
                sequences
                    .computeIfAbsent(entry.key(), none -> new ArrayList<>())
                    .add(entry.sequence()));
    List<Long> expected = LongStream.rangeClosed(1, each).boxed().toList();
    assertThat(sequences).hasSize(USERS);
    assertThat(sequences.values()).allSatisfy(ofUser -> assertThat(ofUser).isEqualTo(expected));
    assertThat(consumer.count("event_gap", "true")).isZero();
  }
}
