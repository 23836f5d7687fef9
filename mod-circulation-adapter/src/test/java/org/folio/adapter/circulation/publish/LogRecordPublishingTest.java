/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.adapter.circulation.AdapterUnderTest.LIMIT;
import static org.folio.adapter.circulation.AdapterUnderTest.everything;
import static org.folio.adapter.circulation.AdapterUnderTest.json;
import static org.folio.eventbus.testing.TopicRecords.headers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.Payload;
import org.folio.eventbus.testing.ProducedPayload;
import org.folio.eventbus.testing.TopicRecords;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads as mod-circulation sends them, from the request to the topic. */
@WithEventBusServers
class LogRecordPublishingTest {

  private static final String PATH = "/circulation-events";
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String LOAN = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";
  private static final String REQUEST = "9f8e7d6c-5b4a-4c3d-9e2f-1a0b9c8d7777";
  private static final String LOG = EventCatalog.CIRCULATION_LOG;
  private static final String LOANS = EventCatalog.LOAN_EVENTS;
  private static final EventCatalog CATALOG =
      EventCatalog.circulation().and(EventCatalog.circulationLog());
  private static final long SEED = 20_260_301;

  private static ModuleProcess module;
  private static AdapterUnderTest adapter;
  private static KafkaBroker broker;
  private static String environment;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    module =
        ModuleProcess.start(new CirculationAdapter(), settings, 0)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    broker = kafka;
    environment = settings.environment();
    adapter = new AdapterUnderTest(module.port(), database);
    adapter.enableTenant();
  }

  @AfterAll
  static void stop() {
    module.close();
  }

  static Stream<Arguments> payloads() {
    return Stream.of(
        Arguments.of("ITEM_CHECKED_OUT", "itemCheckedOut", LOANS, USER),
        Arguments.of("ITEM_CHECKED_IN", "itemCheckedIn", LOANS, USER),
        Arguments.of("ITEM_DECLARED_LOST", "itemDeclaredLost", LOANS, USER),
        Arguments.of("ITEM_AGED_TO_LOST", "itemAgedToLost", LOANS, USER),
        Arguments.of("ITEM_CLAIMED_RETURNED", "itemClaimedReturned", LOANS, USER),
        Arguments.of("LOAN_DUE_DATE_CHANGED", "loanDueDateChanged", LOANS, USER),
        Arguments.of("LOAN_CLOSED", "loanClosed", LOANS, USER),
        Arguments.of("LOG_RECORD", "logCheckIn", LOG, LOAN),
        Arguments.of("LOG_RECORD", "logCheckOut", LOG, LOAN),
        Arguments.of("LOG_RECORD", "logLoan", LOG, LOAN),
        Arguments.of("LOG_RECORD", "logNotice", LOG, LOAN),
        Arguments.of("LOG_RECORD", "logRequestCreated", LOG, REQUEST),
        Arguments.of("LOG_RECORD", "logRequestUpdated", LOG, REQUEST),
        Arguments.of("LOG_RECORD", "logRequestReordered", LOG, REQUEST),
        Arguments.of("LOG_RECORD", "logRequestAnonymized", LOG, REQUEST));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadReachesItsTopicWithKeyHeadersAndValue(
      String type, String example, String stream, String key) {
    JsonObject payload = example(example);
    String id = UUID.randomUUID().toString();
    JsonObject answered =
        json(
                adapter.post(
                    PATH,
                    new JsonObject()
                        .put("id", id)
                        .put("type", type)
                        .put("time", "2026-03-01T10:15:30.000Z")
                        .put("payload", payload)
                        .encode(),
                    "X-Okapi-Request-Id",
                    "1/circulation",
                    "X-Okapi-User-Id",
                    USER,
                    "X-Okapi-Token",
                    "secret"),
                201)
            .getJsonArray("events")
            .getJsonObject(0);

    assertThat(answered.getString("stream")).isEqualTo(stream);
    assertThat(answered.getString("key")).isEqualTo(key);
    ConsumerRecord<String, String> sent = record(environment + ".diku." + stream, id);
    assertThat(sent.key()).isEqualTo(key);
    JsonObject expected = payload.copy();
    if (!expected.containsKey("metadata")) {
      expected.put("metadata", new JsonObject().put("createdDate", "2026-03-01T10:15:30.000Z"));
    }
    assertThat(new JsonObject(sent.value())).isEqualTo(expected);
    Map<String, String> headers = headers(sent);
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", type)
        .containsEntry("ce_subject", key)
        .containsEntry(
            "ce_sequence", String.format(Locale.ROOT, "%020d", answered.getLong("sequence")))
        .containsEntry("ce_dataschema", CATALOG.schemaIdentifier(stream, type))
        .containsEntry("X-Okapi-Tenant", "diku")
        .containsEntry("folio.tenantId", "diku")
        .containsEntry("X-Okapi-Request-Id", "1/circulation")
        .containsEntry("X-Okapi-User-Id", USER)
        .doesNotContainValue("secret");
    assertThat(headers.get("ce_time")).startsWith("2026-03-01T10:15:30");
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadWithoutWhatConsumersNeedIsRefusedWithItsName(
      String type, String example, String stream, String key) {
    Payload payload = payload(example);
    List<String> required = new ArrayList<>();
    for (String member : payload.members()) {
      String without = payload.without(member).json();
      if (CATALOG.violations(CATALOG.type(stream, type).orElseThrow(), without).isEmpty()) {
        continue;
      }
      required.add(member);
      HttpResponse<String> answer =
          adapter.post(PATH, AdapterUnderTest.event(type, new JsonObject(without)));
      assertThat(json(answer, 422).encode())
          .contains("\"key\":\"payload." + member + "\"", "must not be null");
    }
    assertThat(required).isNotEmpty();
  }

  @Test
  void whatModCirculationAndItsStorageSendIsAccepted() {
    List<ProducedPayload> produced =
        Stream.of("mod-circulation", "mod-circulation-storage")
            .flatMap(producer -> ProducedPayload.of(producer).stream())
            // Storage writes its domain events to Kafka itself.
            .filter(one -> !one.type().equals("loan"))
            .toList();
    JsonArray batch = new JsonArray();
    produced.forEach(
        one ->
            batch.add(
                new JsonObject()
                    .put("type", one.type())
                    .put("payload", new JsonObject(one.json()))));

    assertThat(json(adapter.post(PATH, batch.encode()), 201).getJsonArray("events"))
        .hasSameSizeAs(produced);
  }

  @Test
  void recordsOfFeesAndFinesAreNotMeantForThisModule() {
    HttpResponse<String> answer =
        adapter.post(PATH, AdapterUnderTest.event("LOG_RECORD", example("logFeeFine")));

    assertThat(json(answer, 422).encode()).contains("payload.logEventType", "must be one of");
  }

  @Test
  void mutatedPayloadsAreNeverADefectAndNothingInvalidIsStored() {
    Random random = new Random(SEED);
    List<Arguments> all = payloads().toList();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      Object[] chosen = all.get(random.nextInt(all.size())).get();
      String payload = payload(chosen[1].toString()).mutated(random).json();
      HttpResponse<String> answer =
          adapter.post(PATH, AdapterUnderTest.event(chosen[0].toString(), new JsonObject(payload)));
      assertThat(answer.statusCode())
          .as("seed %s, number %s: %s %s", SEED, i, payload, answer.body())
          .isIn(201, 422);
      statuses.merge(answer.statusCode(), 1, Integer::sum);
    }
    assertThat(statuses.keySet()).as("both happen").containsExactly(201, 422);
    for (Map<String, String> row : adapter.rows(everything())) {
      assertThat(
              CATALOG.violations(
                  CATALOG.type(row.get("aggregatetype"), row.get("type")).orElseThrow(),
                  row.get("payload")))
          .as(row.get("payload"))
          .isEmpty();
    }
  }

  private static Payload payload(String example) {
    return Payload.read(Path.of("..", "ramls", "examples", example + ".sample.json"));
  }

  private static JsonObject example(String name) {
    return new JsonObject(payload(name).json());
  }

  private static ConsumerRecord<String, String> record(String topic, String id) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                TopicRecords.of(broker, topic).stream()
                    .filter(sent -> id.equals(headers(sent).get("ce_id")))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
