/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The assertions of mod-patron-blocks' EventConsumerVerticleTest, against the whole module. */
@WithEventBusServers
class EventsOverKafkaTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Vertx VERTX = Vertx.vertx();
  private static EventBusSettings settings;
  private static ModuleProcess module;
  private static ModuleUnderTest requests;
  private static EventBus producer;

  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();
  private final UUID account = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    producer =
        EventBus.builder(VERTX, EventBusSettings.from(variables), "mod-test-producer")
            .catalog(PatronStreams.CATALOG)
            .publish(PatronStreams.CATALOG.streams())
            .build();
    get(producer.start());
    get(producer.tenants().enable(LoanHistory.DIKU));
    variables.put("EVENT_TOPICS", "both");
    settings = EventBusSettings.from(variables);
    module = get(ModuleProcess.start(new PatronBlocksAdapter(), settings, 0));
    requests = new ModuleUnderTest(module.port(), PatronBlocksAdapter.MODULE, database);
    requests.enableTenant();
  }

  @AfterAll
  static void stop() throws Exception {
    module.close();
    get(producer.close());
    get(VERTX.close());
  }

  private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
    return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private HttpResponse<String> summary() {
    return requests.get("/user-summary/" + user);
  }

  private String freshness() {
    return summary().headers().firstValue("X-Event-Bus-Freshness").orElseThrow();
  }

  private PublishedEvent publish(String type, Map<String, Object> payload) throws Exception {
    EventDraft draft = EventDraft.of(type, new JsonObject(payload));
    return get(producer
            .pool()
            .withTransaction(
                tx -> producer.publisher().publish(tx, LoanHistory.DIKU, List.of(draft))))
        .get(0);
  }

  private static JsonObject answer(String path, String schema) throws Exception {
    HttpResponse<String> answer = requests.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(PayloadSchema.load(schema).violations(new ObjectMapper().readTree(answer.body())))
        .isEmpty();
    return new JsonObject(answer.body());
  }

  @Test
  void whereAnEventIsIsToldByItsIdAndByItsKey() throws Exception {
    PublishedEvent event =
        publish("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, Instant.now()));
    awaitThat(() -> assertThat(summary().statusCode()).isEqualTo(200));

    JsonObject life = answer("/event-bus/events/" + event.id(), "eventLife.json");
    JsonObject key =
        answer("/event-bus/keys?stream=circulation.loan-events&key=" + user, "keyLife.json");

    JsonObject subscription = life.getJsonArray("subscriptions").getJsonObject(0);
    assertThat(subscription.getString("subscription")).isEqualTo("patron-summary");
    assertThat(subscription.getString("verdict")).isEqualTo("APPLIED");
    assertThat(key.getJsonArray("receipts").getJsonObject(0).getString("eventId"))
        .isEqualTo(event.id().toString());
    assertThat(key.getJsonArray("subscriptions").getJsonObject(0).getInteger("applied"))
        .isEqualTo(1);
    answer("/event-bus/gaps", "openGaps.json");
    answer("/event-bus/operations", "operations.json");
  }

  @Test
  void wrongQuestionsAboutEventsAreRefusedWithASentence() {
    for (String path :
        List.of(
            "/event-bus/events/no-id",
            "/event-bus/events/" + user + "?stream=circulation.loan-events",
            "/event-bus/keys?stream=circulation.loan-events",
            "/event-bus/keys?stream=s&key=k&from=0",
            "/event-bus/keys?stream=s&key=k&limit=many")) {
      assertThat(requests.get(path).statusCode()).as(path).isEqualTo(400);
    }
  }

  private static void awaitThat(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  @Test
  void theTopicsOfBothStreamsAndOfAllEightTypesExist(KafkaBroker kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      String prefix = settings.environment() + ".diku.";
      assertThat(admin.listTopics().names().get())
          .contains(
              prefix + EventCatalog.LOAN_EVENTS,
              prefix + EventCatalog.ACCOUNT_EVENTS,
              prefix + "feesfines.FEE_FINE_BALANCE_CHANGED")
          .containsAll(
              EventCatalog.circulation().typeNames().stream()
                  .map(type -> prefix + "circulation." + type)
                  .toList());
    }
  }

  @Test
  void loansAndFeesArriveAndTheirNumbersAreTold() throws Exception {
    publish("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, Instant.now()));
    publish("ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(user, loan));
    publish(
        "FEE_FINE_BALANCE_CHANGED",
        AccountEvents.balanceChanged(user, account, account, new BigDecimal("12.50"), loan));
    publish("LOAN_RELATED_FEE_FINE_CLOSED", AccountEvents.loanRelatedFeeFineClosed(loan));
    awaitThat(
        () -> {
          assertThat(freshness())
              .contains("applied=2, published=2, account-applied=1, account-published=1, age=0");
          JsonObject summary = new JsonObject(summary().body());
          assertThat(summary.getJsonArray("openLoans").getJsonObject(0).getBoolean("itemLost"))
              .isTrue();
          assertThat(summary.getJsonArray("openFeesFines")).hasSize(1);
        });
    publish("FEE_FINE_BALANCE_CHANGED", AccountEvents.accountDeleted(account));
    awaitThat(
        () -> assertThat(new JsonObject(summary().body()).getJsonArray("openFeesFines")).isEmpty());
  }

  @Test
  void fiveLoanEventsWithoutCheckOutCreateNoSummary() throws Exception {
    publish("ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(user, loan));
    publish("ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(user, loan));
    publish("ITEM_AGED_TO_LOST", LoanEvents.itemAgedToLost(user, loan));
    publish("ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(user, loan));
    publish(
        "LOAN_DUE_DATE_CHANGED", LoanEvents.loanDueDateChanged(user, loan, Instant.now(), true));
    awaitThat(() -> assertThat(freshness()).contains("applied=5, published=5"));
    assertThat(summary().statusCode()).isEqualTo(404);
  }

  /** mod-patron-blocks skips such an event; this module parks it, and the answer reports it. */
  @Test
  void anEventOfANativeProducerCountsAndAnInvalidOneStopsNobody(KafkaBroker kafka)
      throws Exception {
    String topic = settings.environment() + ".diku.feesfines.FEE_FINE_BALANCE_CHANGED";
    try (KafkaProducer<byte[], byte[]> records =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      JsonObject valid =
          new JsonObject(AccountEvents.balanceChanged(user, account, account, BigDecimal.ONE))
              .copy()
              .put("metadata", new JsonObject().put("createdDate", "2026-03-01T10:00:00.000Z"));
      for (String value :
          List.of(valid.copy().put("balance", "much").encode(), "no JSON", valid.encode())) {
        var message =
            new ProducerRecord<>(
                topic,
                0,
                "FEE_FINE_BALANCE_CHANGED".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
        message.headers().add("X-Okapi-Tenant", "diku".getBytes(StandardCharsets.UTF_8));
        records.send(message).get();
      }
      // The invalid event has parked its account; the answer shows that later ones of the account
      // wait.
      JsonObject other = valid.copy().put("feeFineId", UUID.randomUUID().toString());
      records
          .send(
              new ProducerRecord<>(topic, 0, null, other.encode().getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    awaitThat(
        () -> {
          assertThat(summary().statusCode()).isEqualTo(200);
          assertThat(freshness()).startsWith("state=unknown").contains("unassigned=");
        });
  }

  /** The form in which a plain Jackson mapper writes an event of mod-patron-blocks. */
  @Test
  void aNativeEventWithDatesInMillisecondsIsApplied(KafkaBroker kafka) throws Exception {
    JsonObject checkOut =
        new JsonObject()
            .put("userId", user.toString())
            .put("loanId", loan.toString())
            .put("dueDate", 1_796_000_000_000L)
            .put("metadata", new JsonObject().put("createdDate", 1_795_000_000_000L));
    try (KafkaProducer<byte[], byte[]> records =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      records
          .send(
              new ProducerRecord<>(
                  settings.environment() + ".diku.circulation.ITEM_CHECKED_OUT",
                  checkOut.encode().getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    awaitThat(
        () ->
            assertThat(
                    new JsonObject(summary().body())
                        .getJsonArray("openLoans")
                        .getJsonObject(0)
                        .getString("dueDate"))
                .isEqualTo("2026-11-30T00:53:20.000+00:00"));
  }
}
