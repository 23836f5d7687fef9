/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The records that the relay writes to FOLIO's native topics, one topic for each type. */
@WithEventBusServers
class PerTypeTopicsTest {

  private static final String TYPE = "ITEM_CHECKED_OUT";

  private final KafkaBroker kafka;
  private final DatabaseCoordinates database;
  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();
  private TestBus bus;

  PerTypeTopicsTest(KafkaBroker kafka, DatabaseCoordinates database) {
    this.kafka = kafka;
    this.database = database;
  }

  private void start(String topics) {
    bus = TestBus.producer(TestBus.settings(kafka, database, Map.of("EVENT_TOPICS", topics)));
    bus.query("TRUNCATE \"{schema}\".event_outbox, \"{schema}\".event_journal");
  }

  @AfterEach
  void close() {
    bus.close();
  }

  /**
   * Compares bytes: header names in their exact letter case, values, no other header, and never a
   * token.
   */
  @Test
  void recordHasExactlyTheKeyValueAndHeadersThatNativeConsumersAndTheBusRead() {
    start("per-type");
    EventDraft draft = loanedOut("2026-03-01T10:15:30.412Z");
    draft = draft.withCorrelation(new Correlation("482913/circulation", user.toString(), null));
    PublishedEvent published = bus.publish(draft).get(0);

    ConsumerRecord<String, String> kafkaRecord = read(nativeTopic(), 1).get(0);
    assertThat(kafkaRecord.key()).isEqualTo(user.toString());
    assertThat(kafkaRecord.value())
        .isEqualTo(
            "{\"userId\":\"%s\",\"loanId\":\"%s\",\"dueDate\":\"2026-03-15T22:59:59.000Z\",\"metadata\":{\"createdDate\":\"2026-03-01T10:15:30.412Z\"}}"
                .formatted(user, loan));
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("ce_specversion", "1.0");
    expected.put("ce_id", published.id().toString());
    expected.put("ce_type", TYPE);
    expected.put("ce_source", "mod-test");
    expected.put("ce_subject", user.toString());
    expected.put("ce_time", "2026-03-01T10:15:30.412Z");
    expected.put("ce_dataschema", EventCatalog.circulation().schemaIdentifier(TYPE));
    expected.put("content-type", "application/json");
    expected.put("ce_sequence", "0".repeat(19) + published.sequence());
    expected.put("X-Okapi-Tenant", "diku");
    expected.put("folio.tenantId", "diku");
    expected.put("X-Okapi-Request-Id", "482913/circulation");
    expected.put("X-Okapi-User-Id", user.toString());
    assertThat(headers(kafkaRecord)).containsExactlyEntriesOf(expected);
    assertThat(journalTopics()).containsExactly(nativeTopic());
    assertThat(topics()).contains(nativeTopic()).doesNotContain(bus.topic());
  }

  @Test
  void bothTopicsCarryTheSameRecordAndTheJournalTellsThePlaceOnTheStreamsTopic() {
    start("both");
    bus.publish(checkOut(user, loan));

    ConsumerRecord<String, String> ofStream = read(bus.topic(), 1).get(0);
    ConsumerRecord<String, String> ofType = read(nativeTopic(), 1).get(0);
    assertThat(ofType.key()).isEqualTo(ofStream.key());
    assertThat(ofType.value()).isEqualTo(ofStream.value());
    assertThat(headers(ofType)).containsExactlyEntriesOf(headers(ofStream));
    assertThat(journalTopics()).containsExactly(bus.topic());
  }

  @Test
  void streamAloneIsTheDefaultAndMakesNoTopicOfAType() {
    start("stream");
    assertThat(topics()).contains(bus.topic()).doesNotContain(nativeTopic());
  }

  /** Law L2 on each topic. */
  @Test
  void eventsOfAKeyLieOnEachTopicInTheOrderOfTheirNumbers() {
    start("both");
    for (int i = 0; i < 60; i++) {
      bus.publish(i % 2 == 0 ? checkOut(user, loan) : TestBus.checkIn(user, loan));
    }

    assertThat(sequences(bus.topic(), 60)).hasSize(60).isSorted();
    assertThat(sequences(nativeTopic(), 30)).hasSize(30).isSorted();
    assertThat(sequences(nativeTopic().replace(TYPE, "ITEM_CHECKED_IN"), 30))
        .hasSize(30)
        .isSorted();
  }

  /** One of two acknowledgements is not enough: the event stays in the outbox and is sent again. */
  @Test
  void eventThatOneOfItsTopicsRefusesWaitsInTheOutboxAndIsSentToBothAgain() throws Exception {
    start("both");
    limitRecords(4_000);
    EventDraft large = checkOut(user, loan);
    large.payload().put("note", "x".repeat(4_000));
    bus.publish(large);
    read(bus.topic(), 1);
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "parked_cause IS NOT NULL") == 1);
    assertThat(bus.count("event_journal", "true")).isZero();

    limitRecords(1_000_000);
    bus.release(
        Subscription.PRODUCING_SIDE,
        new StreamKey(EventCatalog.LOAN_EVENTS, user.toString()),
        new Justification("The limit is raised", "operator"));
    await().atMost(LIMIT).until(() -> bus.count("event_journal", "true") == 1);
    assertThat(read(nativeTopic(), 1)).hasSize(1);
    assertThat(read(bus.topic(), 2)).as("a duplicate, which Kafka may have").hasSize(2);
  }

  /**
   * A consumer like mod-patron-blocks': a pattern with unescaped dots, a flat payload, and the
   * tenant from a header in exactly one letter case.
   */
  @Test
  void consumerWrittenLikeThatOfModPatronBlocksUnderstandsTheRecord() {
    start("both");
    bus.publish(checkOut(user, loan));
    String environment = bus.settings().environment();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            TYPE + ".mod-patron-blocks-1.14.0-" + environment,
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "metadata.max.age.ms",
            1_000);
    List<JsonObject> understood = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(Pattern.compile(environment + ".\\w+.circulation." + TYPE));
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                for (var kafkaRecord : consumer.poll(Duration.ofMillis(100))) {
                  String tenant =
                      headers(kafkaRecord).getOrDefault("X-Okapi-Tenant", "folio_shared");
                  understood.add(new JsonObject(kafkaRecord.value()).put("tenant", tenant));
                }
                return !understood.isEmpty();
              });
    }

    JsonObject event = understood.get(0);
    assertThat(event.getString("tenant")).isEqualTo("diku");
    assertThat(UUID.fromString(event.getString("userId"))).isEqualTo(user);
    assertThat(UUID.fromString(event.getString("loanId"))).isEqualTo(loan);
    assertThat(Instant.parse(event.getString("dueDate"))).isNotNull();
    assertThat(Instant.parse(event.getJsonObject("metadata").getString("createdDate")))
        .as("without it the summary would be left as it is")
        .isNotNull();
  }

  @Test
  void purgeRemovesTheTopicsOfTheTypesToo() {
    start("both");
    assertThat(topics()).contains(bus.topic(), nativeTopic());
    bus.get(bus.bus().tenants().purge(DIKU));

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(topics()).doesNotContain(bus.topic(), nativeTopic()));
  }

  /** The tenant was enabled before EVENT_TOPICS included these topics. */
  @Test
  void topicsOfTenantsThatWereEnabledBeforeAreMadeAtTheStart() {
    start("stream");
    EventBusSettings settings = bus.settings();
    bus.close();
    bus =
        TestBus.of(
            TestBus.settings(
                kafka, database, Map.of("EVENT_TOPICS", "both", "ENV", settings.environment())),
            builder -> builder.publish(List.of(EventCatalog.LOAN_EVENTS)));
    bus.get(bus.bus().start());

    await().atMost(LIMIT).untilAsserted(() -> assertThat(topics()).contains(nativeTopic()));
    bus.publish(checkOut(user, loan));
    assertThat(read(nativeTopic(), 1)).hasSize(1);
  }

  private EventDraft loanedOut(String createdDate) {
    JsonObject payload =
        new JsonObject()
            .put("userId", user.toString())
            .put("loanId", loan.toString())
            .put("dueDate", "2026-03-15T22:59:59.000Z")
            .put("metadata", new JsonObject().put("createdDate", createdDate));
    return EventDraft.of(TYPE, payload);
  }

  private String nativeTopic() {
    return NativeRecords.topic(bus.settings(), TYPE);
  }

  private List<ConsumerRecord<String, String>> read(String topic, int count) {
    return TopicReader.read(kafka, topic, count);
  }

  private List<Long> sequences(String topic, int count) {
    return read(topic, count).stream()
        .map(kafkaRecord -> Long.parseLong(headers(kafkaRecord).get("ce_sequence")))
        .toList();
  }

  private List<String> journalTopics() {
    await().atMost(LIMIT).until(() -> bus.count("event_journal", "true") == 1);
    return bus.query("SELECT topic FROM \"{schema}\".event_journal").stream()
        .map(row -> row.getString("topic"))
        .toList();
  }

  private static Map<String, String> headers(ConsumerRecord<String, String> kafkaRecord) {
    Map<String, String> headers = new LinkedHashMap<>();
    kafkaRecord
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  private Set<String> topics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return bus.get(Future.fromCompletionStage(admin.listTopics().names().toCompletionStage()));
    }
  }

  private void limitRecords(int bytes) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var limit =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
              AlterConfigOp.OpType.SET);
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, nativeTopic());
      admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
    }
  }
}
