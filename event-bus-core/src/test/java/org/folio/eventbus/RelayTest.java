/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkIn;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The path from the outbox to Kafka and the journal. */
@WithEventBusServers
class RelayTest {

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private TestBus bus;

  RelayTest(KafkaBroker kafka, DatabaseCoordinates database) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, database);
  }

  @BeforeEach
  void start() {
    bus = TestBus.producer(settings);
    bus.query("TRUNCATE \"{schema}\".event_outbox, \"{schema}\".event_journal");
  }

  @AfterEach
  void close() {
    bus.close();
    if (!kafka.running()) {
      kafka.start();
    }
  }

  @Test
  void eventReachesItsTopicWithKeyValueAndHeaders() {
    EventDraft draft =
        checkOut(user, UUID.randomUUID())
            .withCorrelation(new Correlation("123456/circulation", null, null))
            .withOperation(new Operation(user, 0, 1));
    PublishedEvent published = bus.publish(draft).get(0);

    ConsumerRecord<String, String> kafkaRecord = read(1).get(0);
    assertThat(kafkaRecord.key()).isEqualTo(user.toString());
    JsonObject value = new JsonObject(kafkaRecord.value());
    assertThat(value.getString("loanId")).isEqualTo(draft.payload().getString("loanId"));
    assertThat(value.getJsonObject("metadata").getString("createdDate")).endsWith("Z");
    Map<String, String> headers = new HashMap<>();
    for (Header header : kafkaRecord.headers()) {
      headers.put(header.key(), new String(header.value()));
    }
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", published.id().toString())
        .containsEntry("ce_type", "ITEM_CHECKED_OUT")
        .containsEntry("ce_source", "mod-test")
        .containsEntry("ce_subject", user.toString())
        .containsEntry("ce_sequence", "00000000000000000001")
        .containsEntry("ce_operationid", user.toString())
        .containsEntry("ce_operationindex", "0")
        .containsEntry("ce_operationsize", "1")
        .containsEntry("X-Okapi-Tenant", "diku")
        .containsEntry("folio.tenantId", "diku")
        .containsEntry("X-Okapi-Request-Id", "123456/circulation")
        .containsKeys("ce_time", "ce_dataschema")
        .doesNotContainKeys("X-Okapi-Token", "X-Okapi-User-Id", "x-okapi-token");
  }

  /**
   * Kafka deletes by the record's timestamp, so an event about an old fact must not have the old
   * time.
   */
  @Test
  void factOfLongAgoHasTheTimeOfItsSendingOnKafka() {
    EventDraft draft = checkOut(user, UUID.randomUUID());
    draft
        .payload()
        .put("metadata", new JsonObject().put("createdDate", "1969-07-20T20:17:40.000Z"));
    long before = System.currentTimeMillis();
    bus.publish(draft);

    ConsumerRecord<String, String> kafkaRecord = read(1).get(0);
    assertThat(kafkaRecord.timestamp()).isGreaterThanOrEqualTo(before);
    assertThat(new String(kafkaRecord.headers().lastHeader("ce_time").value()))
        .isEqualTo("1969-07-20T20:17:40.000Z");
  }

  @Test
  void journalTellsWhereOnKafkaAnEventLies() {
    PublishedEvent published = bus.publish(checkOut(user, UUID.randomUUID())).get(0);
    await().atMost(LIMIT).until(() -> bus.count("event_journal", "true") == 1);

    ConsumerRecord<String, String> kafkaRecord = read(1).get(0);
    JsonObject journal = bus.query("SELECT * FROM \"{schema}\".event_journal").get(0);
    assertThat(journal.getString("id")).isEqualTo(published.id().toString());
    assertThat(journal.getString("topic")).isEqualTo(kafkaRecord.topic());
    assertThat(journal.getInteger("partition")).isEqualTo(kafkaRecord.partition());
    assertThat(journal.getLong("kafka_offset")).isEqualTo(kafkaRecord.offset());
    assertThat(bus.count("event_outbox", "true")).isZero();
  }

  /** Law L1: a committed event reaches Kafka even if its process dies right after the commit. */
  @Test
  void eventOfAProcessThatEndedBeforeItRelayedReachesKafka() {
    bus.close();
    TestBus withoutRelay = TestBus.of(settings, builder -> builder);
    withoutRelay.publish(checkOut(user, UUID.randomUUID()));
    withoutRelay.close();

    bus = TestBus.producer(settings);
    assertThat(read(1)).hasSize(1);
  }

  /** Law L2: the order on Kafka is the sequence order. */
  @Test
  void eventsOfAKeyLieOnKafkaInTheOrderOfTheirNumbers() {
    for (int i = 0; i < 50; i++) {
      UUID loan = UUID.randomUUID();
      bus.publish(checkOut(user, loan));
      bus.publish(checkIn(user, loan));
    }
    assertInOrder(read(100), user, 100);
  }

  /** Law L10. */
  @Test
  void withAllBrokersDownPublishingGoesOnAndEverythingFollowsInOrder() {
    bus.publish(checkOuts(user, 10));
    read(10);
    kafka.stop();
    for (int i = 0; i < 20; i++) {
      bus.publish(checkOuts(user, 5));
    }
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(bus.get(bus.bus().health()).warnings())
                    .anySatisfy(
                        problem -> assertThat(problem).contains("Kafka at").contains("outbox")));
    assertThat(bus.get(bus.bus().admin().outbox(DIKU)).events()).isEqualTo(100);

    kafka.start();
    assertInOrder(read(110), user, 110);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(bus.get(bus.bus().health()).warnings()).isEmpty());
    await().atMost(LIMIT).until(() -> bus.get(bus.bus().admin().outbox(DIKU)).events() == 0);
  }

  /**
   * Law L2 for a topic that loses partitions: a producer never moves a record to another partition.
   */
  @Test
  void eventsOfAPartitionThatIsGoneAreSentToAnotherInOrder() throws Exception {
    List<EventDraft> drafts = new ArrayList<>();
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(20).toList();
    for (int i = 0; i < 3; i++) {
      users.forEach(each -> drafts.add(checkOut(each, UUID.randomUUID())));
    }
    bus.publish(checkOut(user, UUID.randomUUID()));
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(bus.topic())).all().get();
      bus.publish(drafts);
      await().atMost(LIMIT).until(() -> !bus.get(bus.bus().health()).warnings().isEmpty());
      admin.createTopics(List.of(new NewTopic(bus.topic(), 1, (short) 1))).all().get();
    }

    Map<String, List<Long>> sequences = new HashMap<>();
    read(drafts.size())
        .forEach(
            one ->
                sequences
                    .computeIfAbsent(one.key(), key -> new ArrayList<>())
                    .add(Long.parseLong(header(one, "ce_sequence"))));
    assertThat(sequences).hasSize(users.size());
    assertThat(sequences.values())
        .allSatisfy(of -> assertThat(of.stream().distinct()).containsExactly(1L, 2L, 3L));
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);
  }

  private static String header(ConsumerRecord<String, String> kafkaRecord, String name) {
    return new String(kafkaRecord.headers().lastHeader(name).value());
  }

  @Test
  void disabledTenantsEventsWaitInTheOutbox() {
    bus.get(bus.bus().tenants().disable(DIKU));
    bus.publish(checkOut(user, UUID.randomUUID()));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> bus.count("event_outbox", "true") == 1);

    bus.get(bus.bus().tenants().enable(DIKU));
    assertThat(read(1)).hasSize(1);
  }

  private List<ConsumerRecord<String, String>> read(int count) {
    return TopicReader.read(kafka, bus.topic(), count);
  }

  private static void assertInOrder(
      List<ConsumerRecord<String, String>> records, UUID user, int last) {
    List<Long> sequences = new ArrayList<>();
    for (ConsumerRecord<String, String> kafkaRecord : records) {
      assertThat(kafkaRecord.key()).isEqualTo(user.toString());
      sequences.add(
          Long.parseLong(new String(kafkaRecord.headers().lastHeader("ce_sequence").value())));
    }
    List<Long> expected = new ArrayList<>();
    for (long i = 1; i <= last; i++) {
      expected.add(i);
    }
    assertThat(sequences.stream().distinct()).containsExactlyElementsOf(expected);
  }
}
