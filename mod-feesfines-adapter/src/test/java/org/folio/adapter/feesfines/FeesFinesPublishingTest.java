/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.testing.ModuleUnderTest.LIMIT;
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
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
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

/** Payloads of mod-feesfines, from the request to the topic. */
@WithEventBusServers
class FeesFinesPublishingTest {

  private static final String PATH = "/fees-fines-events";
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String LOAN = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";
  private static final String ACCOUNT = "a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333";
  private static final String ITEM = "5e3c9f70-1d2b-4f6a-8c41-aa0b7c5d4444";
  private static final String BALANCE = "FEE_FINE_BALANCE_CHANGED";
  private static final String CLOSED = "LOAN_RELATED_FEE_FINE_CLOSED";
  private static final String LOG_RECORD = "LOG_RECORD";
  private static final EventCatalog CATALOG =
      EventCatalog.feesFines().and(EventCatalog.feesFinesLog());
  private static final long SEED = 20_260_310;

  private static ModuleProcess module;
  private static ModuleUnderTest adapter;
  private static KafkaBroker broker;
  private static String environment;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    module =
        ModuleProcess.start(new FeesFinesAdapter(), settings, 0)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    broker = kafka;
    environment = settings.environment();
    adapter = new ModuleUnderTest(module.port(), FeesFinesAdapter.MODULE, database);
    adapter.enableTenant();
  }

  @AfterAll
  static void stop() {
    module.close();
  }

  static Stream<Arguments> payloads() {
    JsonObject fee = example("logFeeFine");
    JsonObject notice = example("logFeeFineNotice");
    JsonObject block = example("logManualBlock");
    return Stream.of(
        Arguments.of(BALANCE, example("feeFineBalanceChanged"), ACCOUNT),
        // A manual charge has no loan, and a deleted account has no user.
        Arguments.of(BALANCE, without(example("feeFineBalanceChanged"), "loanId"), ACCOUNT),
        Arguments.of(
            BALANCE, new JsonObject().put("feeFineId", ACCOUNT).put("balance", 0.0), ACCOUNT),
        Arguments.of(CLOSED, example("loanRelatedFeeFineClosed"), LOAN),
        Arguments.of(LOG_RECORD, fee, LOAN),
        Arguments.of(LOG_RECORD, without(fee, "payload.loanId"), ITEM),
        Arguments.of(
            LOG_RECORD, without(without(fee, "payload.loanId"), "payload.itemId"), ACCOUNT),
        Arguments.of(LOG_RECORD, notice, LOAN),
        Arguments.of(LOG_RECORD, notice.copy().put("logEventType", "NOTICE"), LOAN),
        Arguments.of(LOG_RECORD, without(notice, "payload.items.0.loanId"), ITEM),
        Arguments.of(LOG_RECORD, block, USER),
        Arguments.of(LOG_RECORD, block.copy().put("logEventType", blockKind("MODIFIED")), USER),
        Arguments.of(LOG_RECORD, block.copy().put("logEventType", blockKind("DELETED")), USER));
  }

  private static String blockKind(String change) {
    return "MANUAL_BLOCK_%s_EVENT".formatted(change);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadReachesItsTopicWithKeyHeadersAndValue(String type, JsonObject payload, String key) {
    String stream = stream(type);
    String id = UUID.randomUUID().toString();
    JsonObject answered =
        json(
                adapter.post(
                    PATH,
                    event(type, payload)
                        .put("id", id)
                        .put("time", "2026-03-10T09:00:01.120Z")
                        .encode(),
                    "X-Okapi-Request-Id",
                    "1/accounts",
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
    expected.put("metadata", new JsonObject().put("createdDate", "2026-03-10T09:00:01.120Z"));
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
        .containsEntry("X-Okapi-Request-Id", "1/accounts")
        .containsEntry("X-Okapi-User-Id", USER)
        .doesNotContainValue("secret");
    assertThat(headers.get("ce_source")).startsWith("mod-feesfines-adapter");
    assertThat(headers.get("ce_time")).startsWith("2026-03-10T09:00:01.12");
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadWithoutWhatConsumersNeedIsRefusedWithItsName(
      String type, JsonObject complete, String key) {
    Payload payload = Payload.of(complete.encode());
    List<String> required = new ArrayList<>();
    for (String member : payload.members()) {
      JsonObject without = new JsonObject(payload.without(member).json());
      if (CATALOG
          .violations(CATALOG.type(stream(type), type).orElseThrow(), without.encode())
          .isEmpty()) {
        continue;
      }
      required.add(member);
      HttpResponse<String> answer = adapter.post(PATH, event(type, without).encode());
      assertThat(json(answer, 422).encode())
          .contains("\"key\":\"payload." + member + "\"", "must not be null");
    }
    assertThat(required).containsAll(requiredOf(type, complete));
  }

  // The members that the contract and the consumers require (mod-patron-blocks, mod-circulation,
  // mod-audit).
  private static List<String> requiredOf(String type, JsonObject payload) {
    if (type.equals(BALANCE)) {
      return List.of("feeFineId", "balance");
    }
    if (type.equals(CLOSED)) {
      return List.of("loanId");
    }
    String kind = payload.getString("logEventType");
    return kind.startsWith("MANUAL_BLOCK")
        ? List.of("logEventType", "payload", "payload.userId", "payload.desc")
        : kind.startsWith("NOTICE")
            ? List.of("logEventType", "payload")
            : List.of("logEventType", "payload", "payload.userId", "payload.accountId");
  }

  @Test
  void whatModFeesfinesSendsIsAccepted() {
    List<ProducedPayload> produced = ProducedPayload.of("mod-feesfines");
    JsonArray batch = new JsonArray();
    produced.forEach(one -> batch.add(event(one.type(), new JsonObject(one.json()))));

    assertThat(json(adapter.post(PATH, batch.encode()), 201).getJsonArray("events"))
        .hasSameSizeAs(produced);
  }

  /** Consumers refuse them by the same code, so a published number never parks. */
  @Test
  void numbersThatNoConsumerCanApplyAreRefused() {
    String body =
        event(BALANCE, new JsonObject().put("feeFineId", ACCOUNT).put("balance", 0)).encode();
    for (String number : List.of("1E400", "-1E400", "1E200", "9".repeat(1_000))) {
      HttpResponse<String> answer =
          adapter.post(PATH, body.replace("\"balance\":0", "\"balance\":" + number));
      assertThat(json(answer, 422).encode()).contains("\"key\":\"payload.balance\"");
    }
  }

  @Test
  void recordsOfCirculationAreNotMeantForThisModule() {
    HttpResponse<String> answer =
        adapter.post(PATH, event(LOG_RECORD, example("logCheckIn")).encode());

    assertThat(json(answer, 422).encode()).contains("payload.logEventType", "must be one of");
  }

  @Test
  void accountAndLoanThatItClosesAreCommittedTogether() {
    String loan = UUID.randomUUID().toString();
    String account = UUID.randomUUID().toString();
    String both =
        "[%s,%s]"
            .formatted(
                event(BALANCE, new JsonObject().put("feeFineId", account).put("balance", 0.0)),
                event(CLOSED, new JsonObject().put("loan", loan)));

    assertThat(json(adapter.post(PATH, both), 422).encode()).contains("[1].payload.loanId");
    assertThat(adapter.stored(UUID.fromString(account))).isZero();
    String mended = both.replace("\"loan\"", "\"loanId\"");
    assertThat(json(adapter.post(PATH, mended, "Idempotency-Key", account), 201)).isNotNull();
    assertThat(json(adapter.post(PATH, mended, "Idempotency-Key", account), 201).encode())
        .contains("\"repeated\":true")
        .doesNotContain("\"repeated\":false");
    assertThat(adapter.stored(UUID.fromString(account))).isOne();
    assertThat(adapter.stored(UUID.fromString(loan))).isOne();
  }

  @Test
  void streamsAndImportsAreTakenBelowThePathOfTheModule() {
    UUID account = UUID.randomUUID();
    String line =
        event(BALANCE, new JsonObject().put("feeFineId", account.toString()).put("balance", 3))
            .encode();

    assertThat(json(adapter.lines(PATH, List.of(line, line)), 201).getLong("published"))
        .isEqualTo(2);
    HttpResponse<String> part =
        adapter.lines(PATH + "/import?id=accounts&finish=true", List.of(line, "{}", line));
    assertThat(json(part, 200).getLong("published")).isEqualTo(2);
    assertThat(json(adapter.get(PATH + "/import/accounts"), 200).getLong("rejected")).isOne();
    assertThat(adapter.delete(PATH + "/import/accounts").statusCode()).isEqualTo(204);
    assertThat(adapter.stored(account)).isEqualTo(4);
    assertThat(adapter.post("/circulation-events", line).statusCode()).isEqualTo(404);
  }

  @Test
  void mutatedPayloadsAreNeverADefectAndNothingInvalidIsStored() {
    Random random = new Random(SEED);
    List<Arguments> all = payloads().toList();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      Object[] chosen = all.get(random.nextInt(all.size())).get();
      Payload original = Payload.of(((JsonObject) chosen[1]).encode());
      JsonObject payload = new JsonObject(original.mutated(random).json());
      HttpResponse<String> answer =
          adapter.post(PATH, event(chosen[0].toString(), payload).encode());
      assertThat(answer.statusCode())
          .as("seed %s, number %s: %s %s", SEED, i, payload.encode(), answer.body())
          .isIn(201, 422);
      statuses.merge(answer.statusCode(), 1, Integer::sum);
    }
    assertThat(statuses.keySet()).as("both happen").containsExactly(201, 422);
    for (Map<String, String> row :
        adapter.rows(ModuleUnderTest.storedBy(FeesFinesAdapter.MODULE))) {
      assertThat(
              CATALOG.violations(
                  CATALOG.type(row.get("aggregatetype"), row.get("type")).orElseThrow(),
                  row.get("payload")))
          .as(row.get("payload"))
          .isEmpty();
    }
  }

  private static String stream(String type) {
    return type.equals(LOG_RECORD) ? EventCatalog.FEES_FINES_LOG : EventCatalog.ACCOUNT_EVENTS;
  }

  private static JsonObject event(String type, JsonObject payload) {
    return new JsonObject().put("type", type).put("payload", payload);
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private static JsonObject example(String name) {
    return new JsonObject(
        Payload.read(Path.of("..", "ramls", "examples", name + ".sample.json")).json());
  }

  private static JsonObject without(JsonObject payload, String member) {
    return new JsonObject(Payload.of(payload.encode()).without(member).json());
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
