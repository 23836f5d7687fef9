/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.testing.OkapiWithModule.Call;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are published as at mod-pubsub reach the subscribers that registered as there. */
@WithEventBusServers
class DeliveryTest {

  private static final String PUBLISH = "/pubsub/publish";
  private static final String PAYLOAD = "{ \"a\": 1.50, \"b\": [ ] }";
  private static final TenantId DIKU = new TenantId("diku");

  private static RunningBridge bridge;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    bridge = new RunningBridge(kafka, database);
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @AfterEach
  void subscribersAccept() {
    bridge.okapi.answers(request -> 204);
  }

  private static List<String> bodies(List<Call> calls) {
    return calls.stream().map(Call::body).toList();
  }

  private static List<Call> calls(String path) {
    return bridge.okapi.calls.stream().filter(call -> call.path().equals(path)).toList();
  }

  @Test
  void anUnregisteredPublisherIsRefusedAndTheHistoryTellsWhy() {
    UUID id = UUID.randomUUID();
    HttpResponse<String> answer =
        bridge.post(PUBLISH, RunningBridge.event(id, "foreign", "mod-nobody-1.0.0", PAYLOAD));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("mod-nobody-1.0.0 is not registered as PUBLISHER for event type foreign");
    assertThat(bridge.history(id)).containsExactly("CREATED", "REJECTED");
  }

  @Test
  void aSubscriberNeedNotExist() {
    bridge.publishes("mod-alone-1.0.0", "unheard");
    UUID id = bridge.publish("unheard", "mod-alone-1.0.0", PAYLOAD);
    assertThat(bridge.history(id)).containsExactly("CREATED", "PUBLISHED", "REJECTED");
  }

  @Test
  void thePayloadReachesEachSubscriberOnceAsItWasPublished() {
    bridge.publishes("mod-writer-1.0.0", "written");
    bridge.subscribes("mod-first-1.0.0", "written");
    bridge.subscribes("mod-second-1.0.0", "written");
    // An older version of a registered module still runs while a new one starts.
    UUID id = bridge.publish("written", "mod-writer-0.9.0", PAYLOAD);
    for (String path : List.of("/mod-first/written", "/mod-second/written")) {
      Call call = bridge.accepted(path, 1).get(0);
      assertThat(call.body()).isEqualTo(PAYLOAD);
      assertThat(call.header("Content-Type")).isEqualTo("application/json");
      assertThat(call.header("Accept")).isEqualTo("application/json, text/plain");
      assertThat(call.header("X-Okapi-Tenant")).isEqualTo("diku");
      assertThat(call.header("X-Okapi-Url")).isEqualTo(bridge.okapi.url());
      assertThat(call.header("X-Okapi-Token")).startsWith("very-secret-token-");
      assertThat(call.header("Idempotency-Key")).isEqualTo(id.toString());
    }
    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(
            () ->
                assertThat(bridge.history(id))
                    .startsWith("CREATED", "PUBLISHED")
                    .containsExactlyInAnyOrder(
                        "CREATED",
                        "PUBLISHED",
                        "RECEIVED mod-first",
                        "DELIVERED mod-first",
                        "RECEIVED mod-second",
                        "DELIVERED mod-second"));
    JsonObject payload = bridge.json("/pubsub/audit-messages/" + id + "/payload");
    assertThat(payload.getString("content")).isEqualTo(PAYLOAD);
  }

  @Test
  void anEventWithoutPayloadIsDeliveredAsNull() {
    bridge.publishes("mod-empty-1.0.0", "empty");
    bridge.subscribes("mod-taker-1.0.0", "empty");
    bridge.publish("empty", "mod-empty-1.0.0", null);
    assertThat(bodies(bridge.accepted("/mod-taker/empty", 1))).containsExactly("null");
  }

  @Test
  void aRepeatedEventIsDeliveredOnce() {
    bridge.publishes("mod-twice-1.0.0", "twice");
    bridge.subscribes("mod-counter-1.0.0", "twice");
    JsonObject event = RunningBridge.event(UUID.randomUUID(), "twice", "mod-twice-1.0.0", PAYLOAD);
    assertThat(bridge.post(PUBLISH, event).statusCode()).isEqualTo(204);
    assertThat(bridge.post(PUBLISH, event).statusCode()).isEqualTo(204);
    bridge.publish("twice", "mod-twice-1.0.0", "\"last\"");
    bridge.accepted("/mod-counter/twice", 2);
    await()
        .atMost(RunningBridge.LIMIT)
        .until(() -> bodies(bridge.accepted("/mod-counter/twice")).contains("\"last\""));
    assertThat(bodies(bridge.accepted("/mod-counter/twice")))
        .containsExactlyInAnyOrder(PAYLOAD, "\"last\"");
  }

  /** Some answers that look like refusals of the event are refusals of the token. */
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 422, 500})
  void aRefusedCallIsRepeatedWithANewTokenAndWithoutTheUser(int status) {
    String type = "refused" + status;
    String path = "/mod-refuser/" + type;
    bridge.publishes("mod-asker-1.0.0", type);
    bridge.subscribes("mod-refuser-1.0.0", type);
    AtomicInteger calls = new AtomicInteger();
    bridge.okapi.answers(
        request -> request.getUrl().equals(path) && calls.getAndIncrement() == 0 ? status : 204);
    String user = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        bridge.send(
            "POST",
            PUBLISH,
            RunningBridge.event(UUID.randomUUID(), type, "mod-asker-1.0.0", PAYLOAD),
            "X-Okapi-User-Id",
            user);
    assertThat(answer.statusCode()).isEqualTo(204);
    bridge.accepted(path, 1);
    Call refused = calls(path).get(0);
    Call repeated = calls(path).get(1);
    assertThat(refused.header("X-Okapi-User-Id")).isEqualTo(user);
    boolean ofTheReceiver = status >= 500;
    assertThat(repeated.header("X-Okapi-User-Id")).isEqualTo(ofTheReceiver ? user : null);
    assertThat(repeated.header("X-Okapi-Token").equals(refused.header("X-Okapi-Token")))
        .isEqualTo(ofTheReceiver);
  }

  @Test
  void theEventsOfAPatronStayInOrderWhileASubscriberIsAwayAndNobodyElseWaits() {
    bridge.publishes("mod-circulation-24.5.1", "ITEM_CHECKED_OUT");
    bridge.subscribes("mod-away-1.0.0", "ITEM_CHECKED_OUT");
    bridge.subscribes("mod-there-1.0.0", "ITEM_CHECKED_OUT");
    bridge.okapi.answers(request -> request.getUrl().startsWith("/mod-away/") ? 503 : 204);
    UUID user = UUID.randomUUID();
    List<String> loans =
        IntStream.range(0, 20).mapToObj(number -> UUID.randomUUID().toString()).toList();
    loans.forEach(
        loan ->
            bridge.publish(
                "ITEM_CHECKED_OUT",
                "mod-circulation-24.5.1",
                RunningBridge.checkOut(user, loan).encode()));
    assertThat(loans(bridge.accepted("/mod-there/ITEM_CHECKED_OUT", loans.size())))
        .containsExactlyElementsOf(loans);
    await().atMost(RunningBridge.LIMIT).until(() -> !calls("/mod-away/ITEM_CHECKED_OUT").isEmpty());
    assertThat(bridge.accepted("/mod-away/ITEM_CHECKED_OUT")).isEmpty();
    bridge.okapi.answers(request -> 204);
    assertThat(loans(bridge.accepted("/mod-away/ITEM_CHECKED_OUT", loans.size())))
        .containsExactlyElementsOf(loans);
  }

  private static List<String> loans(List<Call> calls) {
    return calls.stream().map(call -> new JsonObject(call.body()).getString("loanId")).toList();
  }

  @Test
  void bothSidesReachEachOther() {
    bridge.publishes("mod-circulation-24.5.1", "ITEM_CHECKED_OUT");
    bridge.subscribes("mod-pushed-1.0.0", "ITEM_CHECKED_OUT");
    Vertx vertx = Vertx.vertx();
    List<Event> pulled = new CopyOnWriteArrayList<>();
    ExternalHandler puller =
        event -> {
          pulled.add(event);
          return Future.succeededFuture();
        };
    EventBus other =
        EventBus.builder(vertx, bridge.settings, "mod-pulling")
            .catalog(EventCatalog.circulation())
            .publish(Set.of(EventCatalog.LOAN_EVENTS))
            .subscribe(
                new Subscription(
                    "pulled",
                    EventCatalog.LOAN_EVENTS,
                    Set.of("ITEM_CHECKED_OUT"),
                    puller,
                    SubscriptionPolicy.builder().fromFirstSeen(true).build()))
            .build();
    try {
      RunningBridge.get(other.start());
      RunningBridge.get(other.tenants().enable(DIKU));
      UUID ofBridge =
          bridge.publish(
              "ITEM_CHECKED_OUT",
              "mod-circulation-24.5.1",
              RunningBridge.checkOut(UUID.randomUUID(), UUID.randomUUID().toString()).encode());
      UUID ofBus = UUID.randomUUID();
      EventDraft draft =
          EventDraft.of(
                  "ITEM_CHECKED_OUT",
                  RunningBridge.checkOut(UUID.randomUUID(), UUID.randomUUID().toString()))
              .withId(ofBus);
      RunningBridge.get(
          other.pool().withTransaction(tx -> other.publisher().publish(tx, DIKU, List.of(draft))));
      await()
          .atMost(RunningBridge.LIMIT)
          .until(() -> pulled.stream().map(Event::id).toList().contains(ofBridge));
      await()
          .atMost(RunningBridge.LIMIT)
          .until(() -> keys("/mod-pushed/ITEM_CHECKED_OUT").contains(ofBus.toString()));
      assertThat(keys("/mod-pushed/ITEM_CHECKED_OUT"))
          .doesNotHaveDuplicates()
          .contains(ofBridge.toString(), ofBus.toString());
    } finally {
      RunningBridge.get(other.close());
      RunningBridge.get(vertx.close());
    }
  }

  private static List<String> keys(String path) {
    return bridge.accepted(path).stream().map(call -> call.header("Idempotency-Key")).toList();
  }

  @Test
  void aNewSubscriberGetsNothingFromBeforeItsRegistration() {
    bridge.publishes("mod-past-1.0.0", "past");
    bridge.publish("past", "mod-past-1.0.0", "\"before\"");
    bridge.subscribes("mod-late-1.0.0", "past");
    bridge.publish("past", "mod-past-1.0.0", "\"after\"");
    assertThat(bodies(bridge.accepted("/mod-late/past", 1))).containsExactly("\"after\"");
  }

  @Test
  void traceFollowsAnEventThroughTheBridge() {
    bridge.publishes("mod-traced-1.0.0", "traced");
    bridge.subscribes("mod-follower-1.0.0", "traced");
    UUID id = bridge.publish("traced", "mod-traced-1.0.0", PAYLOAD);
    bridge.accepted("/mod-follower/traced", 1);
    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(
            () ->
                assertThat(bridge.json("/event-bus/events/" + id).encode())
                    .contains("mod-follower-pubsub-events")
                    .contains("APPLIED"));
  }

  @Test
  void theHistoryIsFiltered() {
    bridge.publishes("mod-filter-1.0.0", "filtered");
    UUID id = UUID.randomUUID();
    JsonObject event = RunningBridge.event(id, "filtered", "mod-filter-1.0.0", PAYLOAD);
    event.getJsonObject("eventMetadata").put("correlationId", "c-1").put("createdBy", "someone");
    assertThat(bridge.post(PUBLISH, event).statusCode()).isEqualTo(204);
    List<JsonObject> all = bridge.messages("&eventId=" + id);
    assertThat(bridge.messages("&correlationId=c-1")).isEqualTo(all);
    assertThat(bridge.messages("&eventType=filtered&correlationId=c-1")).isEqualTo(all);
    assertThat(bridge.messages("&eventType=other&correlationId=c-1")).isEmpty();
    assertThat(all.get(0).getMap())
        .containsEntry("correlationId", "c-1")
        .containsEntry("createdBy", "someone")
        .containsEntry("publishedBy", "mod-filter-1.0.0")
        .containsEntry("tenantId", "diku")
        .containsEntry("eventType", "filtered");
    String date = all.get(0).getString("auditDate");
    assertThat(date).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00");
    String day = date.substring(0, "2026-01-01".length());
    String second = date.substring(0, "2026-01-01T00:00:00".length());
    for (String range :
        List.of(
            "startDate=" + day + "&endDate=" + day,
            "startDate=" + second + "&endDate=2099-01-01T00:00:00",
            "startDate=" + second + "%2B00:00&endDate=2099-01-01T00:00:00%2B0200",
            "startDate=" + second + "Z&endDate=2099-01-01T00:00:00.000Z")) {
      assertThat(
              bridge.json("/pubsub/history?" + range + "&eventId=" + id).getInteger("totalRecords"))
          .as(range)
          .isEqualTo(all.size());
    }
    assertThat(
            bridge
                .json(
                    "/pubsub/history?startDate=2020-01-01&endDate="
                        + day
                        + "T00:00:00&eventId="
                        + id)
                .getInteger("totalRecords"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?startDate=2026-01-01",
        "?endDate=2026-01-01",
        "?startDate=2026-01-01&endDate=soon",
        "?startDate=2026-13-01&endDate=2026-12-01",
        "?startDate=2026-01-01&endDate=2026-01-02&eventId=1"
      })
  void theHistoryNeedsTwoDates(String query) {
    assertThat(bridge.get("/pubsub/history" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void aPayloadThatIsNotKeptIsNotFound() {
    String path = "/pubsub/audit-messages/%s/payload";
    assertThat(bridge.get(path.formatted(UUID.randomUUID())).statusCode()).isEqualTo(404);
    assertThat(bridge.get(path.formatted("1")).statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsNoEventIsRefused() {
    bridge.publishes("mod-circulation-24.5.1", "ITEM_CHECKED_OUT");
    JsonObject good =
        RunningBridge.event(
            UUID.randomUUID(), "ITEM_CHECKED_OUT", "mod-circulation-24.5.1", PAYLOAD);
    HttpResponse<String> payload = bridge.post(PUBLISH, good);
    assertThat(payload.statusCode()).isEqualTo(422);
    assertThat(payload.body()).contains("eventPayload.userId");
    for (String missing : List.of("id", "eventType", "eventMetadata")) {
      JsonObject body = good.copy();
      body.remove(missing);
      assertThat(bridge.post(PUBLISH, body).statusCode()).as(missing).isEqualTo(422);
    }
    JsonObject incomplete = good.copy();
    incomplete.getJsonObject("eventMetadata").remove("eventTTL");
    HttpResponse<String> answer = bridge.post(PUBLISH, incomplete);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("eventMetadata.eventTTL");
    assertThat(
            bridge
                .post(PUBLISH, good.copy().put("id", "01890a5d-ac96-774b-bcce-b302099a8057"))
                .statusCode())
        .isEqualTo(422);
    assertThat(bridge.post(PUBLISH, good.copy().put("more", 1)).statusCode()).isEqualTo(422);
    JsonObject stranger = good.copy();
    stranger.getJsonObject("eventMetadata").put("tenantId", "other");
    assertThat(bridge.post(PUBLISH, stranger).statusCode()).isEqualTo(400);
    JsonObject text = RunningBridge.event(UUID.randomUUID(), "unheard-of", "mod-x-1", PAYLOAD);
    text.getJsonObject("eventMetadata").put("eventTTL", "1");
    assertThat(bridge.post(PUBLISH, text).body()).contains("is not registered as PUBLISHER");
  }

  @Test
  void anyInstanceServesAndRemovesOldHistory() {
    bridge.publishes("mod-many-1.0.0", "many", "outdated");
    UUID old = bridge.publish("outdated", "mod-many-1.0.0", PAYLOAD);
    bridge.sql(
        "UPDATE {tables}.pubsub_audit SET audit_date = now() - interval '%s days' WHERE event_id = '%s'"
            .formatted(RunningBridge.HISTORY_DAYS + 1, old));
    try (RunningBridge another = bridge.another()) {
      another.subscribes("mod-any-1.0.0", "many");
      UUID first = bridge.publish("many", "mod-many-1.0.0", PAYLOAD);
      UUID second = another.publish("many", "mod-many-1.0.0", PAYLOAD);
      bridge.accepted("/mod-any/many", 2);
      assertThat(keys("/mod-any/many"))
          .containsExactlyInAnyOrder(first.toString(), second.toString());
      await().atMost(RunningBridge.LIMIT).until(() -> bridge.history(old).isEmpty());
    }
  }

  @Test
  void oldPayloadsAreFoundByAnIndex() {
    bridge.withDatabase(
        connection -> {
          RunningBridge.rows(connection, "SET enable_seqscan = off");
          assertThat(
                  RunningBridge.rows(
                      connection,
                      "EXPLAIN SELECT event_id FROM {tables}.pubsub_payload WHERE stored_at < now() - interval '90 days' LIMIT 10"))
              .anyMatch(line -> line.contains("pubsub_payload_stored"));
        });
  }

  @Test
  void aSubscriberThatWasNeverThereIsNamedUntilItComes() {
    bridge.publishes("mod-hopeful-1.0.0", "hoped");
    bridge.subscribes("mod-never-1.0.0", "hoped");
    bridge.okapi.answers(request -> request.getUrl().startsWith("/mod-never/") ? 404 : 204);
    UUID id = bridge.publish("hoped", "mod-hopeful-1.0.0", PAYLOAD);
    await()
        .atMost(RunningBridge.LIMIT)
        .until(() -> bridge.history(id).contains("REJECTED mod-never"));
    assertThat(bridge.warnings()).doesNotContain("mod-never");
    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(
            () -> {
              // As if a minute had passed since the first call was noted.
              bridge.sql(
                  "UPDATE {tables}.pubsub_module SET refused_since = refused_since - interval '61 seconds'");
              assertThat(bridge.warnings()).contains("mod-never-1.0.0", "type hoped", "status 404");
            });
    assertThat(bridge.get("/admin/ready").body()).contains("mod-never-1.0.0");
    subscribersAccept();
    bridge.accepted("/mod-never/hoped", 1);
    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(() -> assertThat(bridge.warnings()).doesNotContain("mod-never"));
  }

  private static void streamsOfAnAdapterAreLeftToIt(RunningBridge shared) {
    shared.publishes("mod-circulation-24.5.1", "ITEM_CHECKED_OUT");
    shared.okapi.answers(request -> request.getUrl().equals("/circulation-events") ? 201 : 204);
    JsonObject payload = RunningBridge.checkOut(UUID.randomUUID(), UUID.randomUUID().toString());
    UUID id = shared.publish("ITEM_CHECKED_OUT", "mod-circulation-24.5.1", payload.encode());
    assertThat(shared.okapi.calls.stream().filter(call -> call.status() == 201).map(Call::body))
        .containsExactly(
            new JsonObject()
                .put("id", id.toString())
                .put("type", "ITEM_CHECKED_OUT")
                .put("payload", payload)
                .encode());
    shared.okapi.answers(request -> 503);
    HttpResponse<String> away =
        shared.post(
            PUBLISH,
            RunningBridge.event(
                UUID.randomUUID(), "ITEM_CHECKED_OUT", "mod-circulation-24.5.1", payload.encode()));
    assertThat(away.statusCode()).isEqualTo(503);
  }

  @Test
  void tenantsMayShareTopics(KafkaBroker kafka, PostgresServer postgres) {
    try (RunningBridge shared =
        new RunningBridge(
            kafka,
            postgres.newDatabase(),
            Optional.empty(),
            Set.of(StreamOwner.CIRCULATION),
            Map.of("KAFKA_PRODUCER_TENANT_COLLECTION", "ALL"))) {
      shared.publishes("mod-shared-1.0.0", "shared");
      shared.subscribes("mod-sharer-1.0.0", "shared");
      shared.publish("shared", "mod-shared-1.0.0", PAYLOAD);
      assertThat(bodies(shared.accepted("/mod-sharer/shared", 1))).containsExactly(PAYLOAD);
      streamsOfAnAdapterAreLeftToIt(shared);
    }
  }
}
