/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedKey;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of FOLIO's own producers, without a sequence and without headers of the bus. */
@WithEventBusServers
class NativeEventsTest {

  private static final String TYPE = "ITEM_CHECKED_OUT";

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final NativeRecords records;
  private final List<TestBus> buses = new ArrayList<>();
  private final List<UUID> users = Stream.generate(UUID::randomUUID).limit(100).toList();

  NativeEventsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings =
        TestBus.settings(kafka, postgres.newDatabase(), Map.of("EVENT_TOPICS", "per-type"));
    this.records = new NativeRecords(kafka, settings);
  }

  @AfterEach
  void close() {
    buses.forEach(TestBus::close);
    records.close();
  }

  /** Law L4: the group reads all records again. */
  @Test
  void rewoundGroupAppliesNothingTwice() throws Exception {
    TestBus first = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    for (int i = 0; i < 100; i++) {
      records.checkOut(users.get(i % 10));
    }
    first.awaitLedger(100);
    assertInOrder(first);
    stop(first);
    rewind();

    TestBus second = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    await()
        .atMost(LIMIT)
        .until(() -> second.count("event_receipt", "outcome = 'DUPLICATE'") == 100);
    assertThat(second.ledger()).hasSize(100);
    assertThat(second.count("event_gap", "true")).isZero();
  }

  /**
   * Law L4 over a rebalance: a second member joins while effects are in flight, the first leaves.
   */
  @Test
  void membersThatComeAndGoLoseAndDoubleNothing() {
    SubscriptionPolicy policy = SubscriptionPolicy.builder().batchSize(20).build();
    TestBus first = consumer(new Ledger(), policy);
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int number = writer;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  records.checkOut(users.get(number * 25 + i % 25));
                }
              });
      thread.start();
      writers.add(thread);
    }
    await().atMost(LIMIT).until(() -> !first.ledger().isEmpty());
    TestBus second = consumer(new Ledger(), policy);
    await().atMost(LIMIT).until(() -> partitions(second) > 0);
    stop(first);
    second.awaitLedger(2_000);
    await().atMost(LIMIT).until(() -> writers.stream().noneMatch(Thread::isAlive));

    assertThat(second.ledger()).hasSize(2_000);
    assertThat(second.ledger().stream().map(Ledger.Entry::eventId).distinct()).hasSize(2_000);
    assertInOrder(second);
    assertThat(second.count("event_gap", "true")).isZero();
  }

  /** Laws L6 and L7: the followers of the poison event wait, other keys of the partition flow. */
  @Test
  void poisonParksItsKeyOnlyAndReleaseKeepsTheOrder() throws Exception {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    UUID poisoned = UUID.randomUUID();
    consumer.query(
        "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (key <> '%s')"
            .formatted(poisoned));
    int partition = records.checkOut(poisoned).partition();
    UUID neighbour = UUID.randomUUID();
    while (records.checkOut(neighbour).partition() != partition) {
      neighbour = UUID.randomUUID();
    }
    int others = 0;
    for (int i = 0; i < 5; i++) {
      records.checkOut(poisoned);
      records.checkOut(neighbour);
      others++;
    }

    String key = neighbour.toString();
    int expected = others + 1;
    await()
        .atMost(LIMIT)
        .until(
            () ->
                consumer.ledger().stream().filter(entry -> entry.key().equals(key)).count()
                    == expected);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'BEHIND'") == 5);
    ParkedKey parked = consumer.get(consumer.bus().admin().parked().keys(DIKU)).get(0);
    assertThat(parked.stream()).isEqualTo("circulation.ITEM_CHECKED_OUT-" + partition);
    assertThat(parked.key()).isEqualTo(poisoned.toString());
    assertThat(parked.cause()).contains("refused");
    assertThat(consumer.query("SELECT headers, cause FROM \"{schema}\".event_parked").toString())
        .doesNotContain(NativeRecords.TOKEN)
        .contains("x-okapi-tenant");

    stop(consumer);
    rewind();
    TestBus again = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    long applied = again.ledger().size();
    await()
        .atMost(LIMIT)
        .until(() -> again.count("event_receipt", "outcome = 'DUPLICATE'") == applied + 6);
    again.query("ALTER TABLE \"{schema}\".ledger DROP CONSTRAINT refused");
    ReleaseResult released =
        again.release(
            TestBus.SUBSCRIPTION,
            new StreamKey(parked.stream(), parked.key()),
            new Justification("mended", "tester"));

    assertThat(released).isEqualTo(new ReleaseResult(6, 0, null));
    records.checkOut(poisoned);
    again.awaitLedger((int) applied + 7);
    assertThat(again.ledger()).hasSize((int) applied + 7);
    assertInOrder(again);
    assertThat(again.query("SELECT DISTINCT event_id FROM \"{schema}\".ledger"))
        .hasSize((int) applied + 7);
  }

  /** Aborted records leave holes between offsets, but no sequence is missing. */
  @Test
  void holesBetweenOffsetsAreNoGaps() {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    UUID user = UUID.randomUUID();
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", user.toString()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      for (int i = 0; i < 10; i++) {
        producer.beginTransaction();
        producer.send(
            records.kafkaRecord(TYPE, user.toString(), NativeRecords.checkedOut(user).encode()));
        if (i % 3 == 0) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }

    assertThat(consumer.awaitLedger(6)).hasSize(6);
    assertInOrder(consumer);
    assertThat(consumer.count("event_gap", "true")).isZero();
    assertThat(inMemory(consumer)).as("nothing is held").isZero();
  }

  @Test
  void malformedRecordsAreParkedAndDelayNothing() {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    UUID user = UUID.randomUUID();
    records.send(TYPE, user.toString(), "no event");
    records.send(TYPE, user.toString(), null);
    records.send(TYPE, null, "{}");
    var ofOther = records.kafkaRecord(TYPE, "k", NativeRecords.checkedOut(user).encode());
    ofOther.headers().remove("folio.tenantId").add("folio.tenantId", "other".getBytes());
    records.send(ofOther);
    records.checkOut(user);

    consumer.awaitLedger(1);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 4);
    assertThat(consumer.query("SELECT cause FROM \"{schema}\".event_parked ORDER BY cause"))
        .extracting(row -> row.getString("cause"))
        .containsExactlyInAnyOrder(
            "The value is not a JSON object",
            "The record has no value",
            "Neither the record nor its payload has a key",
            "The record claims another tenant than diku, whose record it is");
  }

  /** A record at the same offset of a recreated topic is another event, not a duplicate. */
  @Test
  void eventsOfATopicThatWasMadeAnewAreNotDroppedAsDuplicates() throws Exception {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    UUID user = UUID.randomUUID();
    records.checkOut(user);
    records.checkOut(user);
    consumer.awaitLedger(2);
    stop(consumer);
    String topic = NativeRecords.topic(settings, TYPE);
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().atMost(LIMIT).until(() -> !admin.listTopics().names().get().contains(topic));
    }

    TestBus again = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    records.checkOut(user);
    await().atMost(LIMIT).until(() -> again.count("event_parked", "state = 'POISON'") == 1);
    assertThat(again.ledger()).hasSize(2);
  }

  /** The topics of types without any published event do not exist. */
  @Test
  void topicThatDoesNotExistDisturbsNoOther() throws Exception {
    TestBus consumer = consumer(new Ledger(), SubscriptionPolicy.DEFAULT);
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(NativeRecords.topic(settings, "LOAN_CLOSED"))).all().get();
    }
    UUID user = UUID.randomUUID();
    records.checkOut(user);
    consumer.awaitLedger(1);
    stop(consumer);
    records.checkOut(user);

    TestBus again =
        start(TestBus.consumerOfEnabledTenant(settings, new Ledger(), SubscriptionPolicy.DEFAULT));
    again.awaitLedger(2);
    records.checkOut(user);
    again.awaitLedger(3);
    assertThat(again.get(again.bus().health()).warnings()).isEmpty();
  }

  @Test
  void formsOfFoliosProducersReachTheHandlerAsTheFlatPayload() {
    List<Event> seen = new ArrayList<>();
    TestBus consumer =
        consumer(
            (batch, tx) -> {
              synchronized (seen) {
                seen.addAll(batch.events());
              }
              return Future.succeededFuture();
            },
            SubscriptionPolicy.DEFAULT);
    UUID user = UUID.randomUUID();
    JsonObject flat = NativeRecords.checkedOut(user);
    JsonObject domainEvent =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("type", "CREATED")
            .put("tenant", "diku")
            .put("timestamp", 1_772_534_112_417L)
            .put("data", new JsonObject().put("map", flat).put("empty", false));
    JsonObject envelope =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("eventType", TYPE)
            .put("eventMetadata", new JsonObject().put("tenantId", "diku").put("eventTTL", 1))
            .put("eventPayload", flat.encode());
    records.send(TYPE, TYPE, flat.encode());
    records.send(TYPE, UUID.randomUUID().toString(), domainEvent.encode());
    records.send(TYPE, null, envelope.encode());

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              synchronized (seen) {
                assertThat(seen).hasSize(3);
              }
            });
    assertThat(seen)
        .allSatisfy(
            event -> {
              assertThat(event.json()).isEqualTo(flat);
              assertThat(event.key()).isEqualTo(user.toString());
              assertThat(event.type()).isEqualTo(TYPE);
              assertThat(event.sequencing()).isEqualTo(Sequencing.BY_OFFSET);
              assertThat(event.correlation().requestId()).isEqualTo("482913/circulation");
            });
    assertThat(consumer.count("event_parked", "true")).isZero();
  }

  private static void assertInOrder(TestBus bus) {
    Map<String, List<Long>> sequences = new HashMap<>();
    bus.ledger()
        .forEach(
            entry ->
                sequences
                    .computeIfAbsent(entry.key(), none -> new ArrayList<>())
                    .add(entry.sequence()));
    assertThat(sequences.values()).allSatisfy(ofKey -> assertThat(ofKey).isSorted());
  }

  private TestBus consumer(TransactionalHandler handler, SubscriptionPolicy policy) {
    return start(TestBus.consumer(settings, handler, policy));
  }

  private TestBus start(TestBus bus) {
    buses.add(bus);
    return bus;
  }

  private void stop(TestBus bus) {
    buses.remove(bus);
    bus.close();
  }

  private static int partitions(TestBus bus) {
    return bus.get(bus.bus().admin().subscriptions(null)).get(0).partitions();
  }

  private static int inMemory(TestBus bus) {
    return bus.get(bus.bus().admin().subscriptions(null)).get(0).inMemory();
  }

  private void rewind() throws Exception {
    String group = settings.environment() + ".mod-reader." + TestBus.SUBSCRIPTION;
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> toStart(group));
  }

  private boolean toStart(String group) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      for (int i = 0; i < settings.kafka().partitions(); i++) {
        beginning.put(
            new TopicPartition(NativeRecords.topic(settings, TYPE), i), new OffsetAndMetadata(0));
      }
      admin.alterConsumerGroupOffsets(group, beginning).all().get();
      return true;
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
