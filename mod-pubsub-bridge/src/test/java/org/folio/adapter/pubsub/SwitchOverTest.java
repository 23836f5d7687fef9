/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant moves from a mod-pubsub to the bridge and back while its modules go on publishing. */
@WithEventBusServers
class SwitchOverTest {

  private static final String MODULE = "mod-source-1.0.0";
  private static final String CALLED = "/mod-sink/";

  private static final WireMockServer MOD_PUBSUB =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  private static RunningBridge bridge;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    MOD_PUBSUB.start();
    known(new JsonObject());
    bridge =
        new RunningBridge(kafka, database, Optional.of(MOD_PUBSUB.baseUrl()), Set.of(), Map.of());
  }

  @AfterAll
  static void stop() {
    bridge.close();
    MOD_PUBSUB.stop();
  }

  @BeforeEach
  void modPubSubAcceptsEverything() {
    MOD_PUBSUB.resetAll();
    MOD_PUBSUB.stubFor(
        WireMock.post(WireMock.anyUrl())
            .atPriority(10)
            .willReturn(WireMock.aResponse().withStatus(201)));
    MOD_PUBSUB.stubFor(
        WireMock.post(WireMock.urlPathEqualTo("/pubsub/publish"))
            .willReturn(WireMock.aResponse().withStatus(204)));
    MOD_PUBSUB.stubFor(
        WireMock.get(WireMock.urlPathMatching("/pubsub/event-types/.*/.*"))
            .atPriority(10)
            .willReturn(WireMock.okJson("{\"messagingModules\":[],\"totalRecords\":0}")));
    mode("bridge");
  }

  private static void mode(String mode) {
    HttpResponse<String> answer =
        bridge.send("PUT", "/pubsub-bridge/mode", new JsonObject().put("mode", mode));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(bridge.json("/pubsub-bridge/mode").getString("mode")).isEqualTo(mode);
  }

  /** The ids of the events that mod-pubsub got. */
  private static List<String> handedOver() {
    return MOD_PUBSUB
        .findAll(WireMock.postRequestedFor(WireMock.urlPathEqualTo("/pubsub/publish")))
        .stream()
        .map(request -> new JsonObject(request.getBodyAsString()).getString("id"))
        .toList();
  }

  private static List<String> delivered(String type) {
    return bridge.accepted(CALLED + type).stream()
        .map(call -> call.header("Idempotency-Key"))
        .toList();
  }

  @Test
  void eachEventIsDeliveredByOneOfBothWhileTheModeChangesUnderLoad() throws InterruptedException {
    bridge.publishes(MODULE, "moved");
    bridge.subscribes("mod-sink-1.0.0", "moved");
    Set<String> published = new HashSet<>();
    AtomicBoolean ended = new AtomicBoolean();
    Thread load =
        new Thread(
            () -> {
              while (!ended.get()) {
                published.add(bridge.publish("moved", MODULE, "{}").toString());
              }
            });
    load.start();
    for (int round = 0; round < 3; round++) {
      for (String mode : List.of("shadow", "bridge", "off", "bridge")) {
        int before = bridge.okapi.calls.size() + handedOver().size();
        mode(mode);
        await()
            .atMost(RunningBridge.LIMIT)
            .until(() -> bridge.okapi.calls.size() + handedOver().size() > before + 5);
      }
    }
    ended.set(true);
    load.join(RunningBridge.LIMIT.toMillis());
    await()
        .atMost(RunningBridge.LIMIT)
        .until(() -> delivered("moved").size() + handedOver().size() >= published.size());
    List<String> all = new ArrayList<>(delivered("moved"));
    all.addAll(handedOver());
    assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(published);
    assertThat(delivered("moved")).isNotEmpty();
    assertThat(handedOver()).isNotEmpty();
  }

  /** Nobody else has what waits at the bridge: it was published there, or on the bus. */
  @Test
  void whatWaitsForASubscriberIsDeliveredAfterTheTenantHasLeftTheBridge() {
    bridge.publishes(MODULE, "left");
    bridge.subscribes("mod-sink-1.0.0", "left");
    bridge.okapi.answers(request -> 503);
    UUID noted = bridge.publish("left", MODULE, "{}");
    UUID swept = bridge.publish("left", MODULE, "{}");
    await()
        .atMost(RunningBridge.LIMIT)
        .until(() -> bridge.history(swept).contains("REJECTED mod-sink"));
    mode("off");
    // As of an event of another publisher, or when the history of a publication has ended.
    bridge.sql("DELETE FROM {tables}.pubsub_audit WHERE event_id = '" + swept + "'");
    bridge.okapi.answers(request -> 204);

    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(
            () ->
                assertThat(delivered("left"))
                    .containsExactlyInAnyOrder(noted.toString(), swept.toString()));
  }

  @Test
  void theShadowDeliversNothingAndTellsWhatDiffers() {
    bridge.publishes(MODULE, "watched", "LOAN_CLOSED");
    bridge.subscribes("mod-sink-1.0.0", "watched", "LOAN_CLOSED");
    mode("shadow");
    Instant begin = Instant.now();
    UUID same = bridge.publish("watched", MODULE, "{}");
    UUID lost = bridge.publish("watched", MODULE, "{}");
    UUID invalid = bridge.publish("LOAN_CLOSED", MODULE, "{}");
    JsonArray history = new JsonArray();
    history.add(message(same, "PUBLISHED")).add(message(same, "DELIVERED"));
    history.add(message(lost, "PUBLISHED")).add(message(lost, "REJECTED"));
    history.add(message(invalid, "PUBLISHED")).add(message(invalid, "DELIVERED"));
    MOD_PUBSUB.stubFor(
        WireMock.get(WireMock.urlPathEqualTo("/pubsub/history"))
            .willReturn(
                WireMock.okJson(
                    new JsonObject()
                        .put("auditMessages", history)
                        .put("totalRecords", history.size())
                        .encode())));
    JsonObject expected =
        new JsonObject()
            .put("events", 3)
            .put("same", 1)
            .put("fewerDeliveriesByModPubSub", 1)
            .put("fewerDeliveriesByBridge", 1)
            .put("idsFewerByModPubSub", new JsonArray().add(lost.toString()))
            .put("idsFewerByBridge", new JsonArray().add(invalid.toString()));
    String range = "?startDate=" + begin + "&endDate=2099-12-31";
    await()
        .atMost(RunningBridge.LIMIT)
        .untilAsserted(
            () -> assertThat(bridge.json("/pubsub-bridge/comparison" + range)).isEqualTo(expected));
    assertThat(delivered("watched")).isEmpty();
    assertThat(handedOver()).containsExactly(same.toString(), lost.toString(), invalid.toString());
    assertThat(bridge.history(same)).containsExactly("CREATED", "PUBLISHED");
  }

  private static JsonObject message(UUID id, String state) {
    return new JsonObject().put("eventId", id.toString()).put("state", state);
  }

  @Test
  void anAnswerOfModPubSubIsTheAnswer() {
    bridge.publishes(MODULE, "answered");
    mode("shadow");
    MOD_PUBSUB.stubFor(
        WireMock.post(WireMock.urlPathEqualTo("/pubsub/publish"))
            .willReturn(WireMock.aResponse().withStatus(400).withBody("not registered")));
    UUID id = UUID.randomUUID();
    HttpResponse<String> answer =
        bridge.post("/pubsub/publish", RunningBridge.event(id, "answered", MODULE, "{}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("not registered");
    assertThat(bridge.history(id)).isEmpty();
  }

  /** The publisher would publish again what mod-pubsub delivers. */
  @Test
  void anEventThatCannotBeNotedIsAnsweredByModPubSubAndToldToOperators() {
    bridge.publishes(MODULE, "unnoted");
    mode("shadow");
    bridge.sql("ALTER TABLE {tables}.pubsub_audit RENAME TO pubsub_audit_away");
    UUID id;
    try {
      id = bridge.publish("unnoted", MODULE, "{}");
    } finally {
      bridge.sql("ALTER TABLE {tables}.pubsub_audit_away RENAME TO pubsub_audit");
    }
    assertThat(handedOver()).containsExactly(id.toString());
    assertThat(bridge.history(id)).isEmpty();
    assertThat(bridge.warnings()).contains("accepted in mode shadow could not be noted: 1 ");
    assertThat(bridge.get("/admin/ready").body()).contains("in mode shadow could not be noted");
    assertThat(bridge.get("/metrics").body())
        .contains("eventbus_bridge_unnoted_total{tenant=\"diku\"} 1.0");
  }

  @Test
  void whatLeavesWhileTheBridgeDeliversLeavesModPubSubToo() {
    bridge.publishes("mod-leaver-1.0.0", "leaves", "comes-back", "vanishes");
    bridge.subscribes("mod-leaver-1.0.0", "leaves", "comes-back");
    bridge.publishes("mod-leaver-1.0.0", "leaves", "comes-back");
    assertThat(bridge.delete(RunningBridge.TYPES + "/vanishes").statusCode()).isEqualTo(204);
    assertThat(
            bridge
                .delete("/pubsub/messaging-modules?moduleId=mod-leaver-1.0.0&moduleRole=SUBSCRIBER")
                .statusCode())
        .isEqualTo(204);
    bridge.subscribes("mod-leaver-1.0.0", "comes-back");
    listed("leaves", "subscribers", "mod-leaver-0.9.0", "mod-leaver-extra-1.0.0");
    listed("vanishes", "publishers", "mod-leaver-1.0.0");
    MOD_PUBSUB.stubFor(
        WireMock.delete(WireMock.anyUrl()).willReturn(WireMock.aResponse().withStatus(204)));

    mode("off");

    assertThat(MOD_PUBSUB.findAll(WireMock.deleteRequestedFor(WireMock.anyUrl())))
        .extracting(LoggedRequest::getUrl)
        .containsExactlyInAnyOrder(
            "/pubsub/event-types/leaves/subscribers?moduleId=mod-leaver-0.9.0",
            "/pubsub/event-types/vanishes/publishers?moduleId=mod-leaver-1.0.0",
            "/pubsub/event-types/vanishes");
    mode("bridge");
    MOD_PUBSUB.resetRequests();
    mode("off");
    MOD_PUBSUB.verify(0, WireMock.deleteRequestedFor(WireMock.anyUrl()));
  }

  /** Modules that mod-pubsub lists for a type. */
  private static void listed(String type, String role, String... moduleIds) {
    JsonArray modules = new JsonArray();
    for (String moduleId : moduleIds) {
      modules.add(new JsonObject().put("moduleId", moduleId));
    }
    MOD_PUBSUB.stubFor(
        WireMock.get("/pubsub/event-types/" + type + "/" + role)
            .willReturn(
                WireMock.okJson(
                    new JsonObject()
                        .put("messagingModules", modules)
                        .put("totalRecords", modules.size())
                        .encode())));
  }

  /** It was registered at the bridge alone, and the bridge delivers no longer. */
  @Test
  void aModuleThatRegistersDuringTheChangeGoesBackToo() {
    bridge.withDatabase(
        connection -> {
          connection.setAutoCommit(false);
          RunningBridge.rows(connection, "SELECT mode FROM {tables}.pubsub_mode FOR UPDATE");
          CompletableFuture<Void> change = CompletableFuture.runAsync(() -> mode("off"));
          RunningBridge.awaitWaiting(connection, "pubsub_mode");
          bridge.publishes("mod-between-1.0.0", "between");
          MOD_PUBSUB.verify(0, declared("publisher", "mod-between-1.0.0"));
          connection.rollback();
          change.join();
        });
    MOD_PUBSUB.verify(declared("publisher", "mod-between-1.0.0"));
  }

  /** mod-pubsub makes it for the subscriber, or knows what a publisher has described. */
  @Test
  void aTemporaryTypeIsNotDescribedAtModPubSub() {
    bridge.subscribes("mod-sink-1.0.0", "undescribed");
    mode("off");
    MOD_PUBSUB.verify(declared("subscriber", "undescribed"));
    MOD_PUBSUB.verify(
        0,
        WireMock.postRequestedFor(WireMock.urlPathEqualTo("/pubsub/event-types"))
            .withRequestBody(WireMock.containing("undescribed")));
  }

  private static RequestPatternBuilder declared(String role, String text) {
    return WireMock.postRequestedFor(WireMock.urlPathEqualTo("/pubsub/event-types/declare/" + role))
        .withRequestBody(WireMock.containing(text));
  }

  @Test
  void registrationsAreImportedAndGoBackWithTheTenant() {
    known(RunningBridge.descriptor("imported").put("tmp", false));
    registered("publishers", module("PUBLISHER", "mod-imported-1.0.0", ""));
    registered("subscribers", module("SUBSCRIBER", "mod-sink-1.0.0", CALLED + "imported"));
    HttpResponse<String> imported = bridge.post("/pubsub-bridge/import", new JsonObject());
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
    assertThat(new JsonObject(imported.body()))
        .isEqualTo(
            new JsonObject().put("eventTypes", 1).put("publishers", 1).put("subscribers", 1));
    UUID id = bridge.publish("imported", "mod-imported-1.0.0", "{}");
    bridge.accepted(CALLED + "imported", 1);
    assertThat(delivered("imported")).containsExactly(id.toString());
    mode("off");
    MOD_PUBSUB.verify(declared("publisher", "mod-imported-1.0.0"));
    MOD_PUBSUB.verify(declared("subscriber", CALLED + "imported"));
    bridge.publishes("mod-imported-1.1.0", "imported-later");
    MOD_PUBSUB.verify(declared("publisher", "mod-imported-1.1.0"));
  }

  /** mod-pubsub knows this event type, or none. */
  private static void known(JsonObject type) {
    JsonArray types = type.isEmpty() ? new JsonArray() : new JsonArray().add(type);
    MOD_PUBSUB.stubFor(
        WireMock.get(WireMock.urlPathEqualTo("/pubsub/event-types"))
            .willReturn(
                WireMock.okJson(
                    new JsonObject()
                        .put("eventDescriptors", types)
                        .put("totalRecords", types.size())
                        .encode())));
  }

  private static void registered(String role, JsonObject module) {
    MOD_PUBSUB.stubFor(
        WireMock.get(WireMock.urlPathEqualTo("/pubsub/event-types/imported/" + role))
            .willReturn(
                WireMock.okJson(
                    new JsonObject()
                        .put("messagingModules", new JsonArray().add(module))
                        .put("totalRecords", 1)
                        .encode())));
  }

  private static JsonObject module(String role, String moduleId, String callback) {
    return new JsonObject()
        .put("id", UUID.randomUUID().toString())
        .put("eventType", "imported")
        .put("moduleId", moduleId)
        .put("tenantId", "diku")
        .put("moduleRole", role)
        .put("activated", true)
        .put("subscriberCallback", callback);
  }

  @Test
  void aTenantThatIsEnabledStaysAtModPubSubUntilItIsMoved(
      KafkaBroker kafka, PostgresServer postgres) {
    known(RunningBridge.descriptor("imported").put("tmp", false));
    registered("publishers", module("PUBLISHER", "mod-imported-1.0.0", ""));
    registered("subscribers", module("SUBSCRIBER", "mod-sink-1.0.0", CALLED + "imported"));
    try (RunningBridge fresh =
        new RunningBridge(
            kafka, postgres.newDatabase(), Optional.of(MOD_PUBSUB.baseUrl()), Set.of(), Map.of())) {
      assertThat(fresh.json("/pubsub-bridge/mode").getString("mode")).isEqualTo("off");
      assertThat(fresh.json("/pubsub/event-types/imported/subscribers").getInteger("totalRecords"))
          .isEqualTo(1);
      UUID id = fresh.publish("imported", "mod-imported-1.0.0", "{}");
      assertThat(handedOver()).containsExactly(id.toString());
    }
  }

  @Test
  void aModeThatDoesNotExistIsRefused() {
    assertThat(
            bridge
                .send("PUT", "/pubsub-bridge/mode", new JsonObject().put("mode", "both"))
                .statusCode())
        .isEqualTo(400);
  }
}
