/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event types, publishers, subscribers and messaging modules answer as mod-pubsub's. */
@WithEventBusServers
class RegistrationTest {

  private static final String TYPES = RunningBridge.TYPES;
  private static final String PUBLISHER = TYPES + "/declare/publisher";
  private static final String SUBSCRIBER = TYPES + "/declare/subscriber";
  private static final String MODULES = "/pubsub/messaging-modules";

  private static RunningBridge bridge;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    bridge = new RunningBridge(kafka, database);
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  private static int post(String path, JsonObject body) {
    return bridge.post(path, body).statusCode();
  }

  private static List<String> moduleIds(String type, String role) {
    JsonObject found = bridge.json(TYPES + "/" + type + "/" + role);
    List<String> ids =
        found.getJsonArray("messagingModules").stream()
            .map(one -> ((JsonObject) one).getString("moduleId"))
            .toList();
    assertThat(found.getInteger("totalRecords")).isEqualTo(ids.size());
    return ids;
  }

  @Test
  void anEventTypeIsCreatedReadListedChangedAndDeleted() {
    JsonObject told = RunningBridge.descriptor("type-life");
    HttpResponse<String> created = bridge.post(TYPES, told);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).isEmpty();
    JsonObject stored = told.copy().put("tmp", false);
    assertThat(new JsonObject(created.body())).isEqualTo(stored);
    assertThat(bridge.json(TYPES + "/type-life?lang=en")).isEqualTo(stored);
    JsonObject all = bridge.json(TYPES);
    assertThat(all.getJsonArray("eventDescriptors")).contains(stored);
    assertThat(all.getInteger("totalRecords"))
        .isEqualTo(all.getJsonArray("eventDescriptors").size());
    JsonObject other = told.copy().put("description", "Another");
    assertThat(bridge.send("PUT", TYPES + "/type-life", other).statusCode()).isEqualTo(200);
    assertThat(bridge.json(TYPES + "/type-life").getString("description")).isEqualTo("Another");
    assertThat(bridge.delete(TYPES + "/type-life").statusCode()).isEqualTo(204);
    assertThat(bridge.get(TYPES + "/type-life").statusCode()).isEqualTo(404);
  }

  @Test
  void anUnknownEventTypeIsNotFound() {
    assertThat(bridge.get(TYPES + "/nobody").statusCode()).isEqualTo(404);
    assertThat(bridge.delete(TYPES + "/nobody").statusCode()).isEqualTo(404);
    assertThat(
            bridge.send("PUT", TYPES + "/nobody", RunningBridge.descriptor("nobody")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anEventTypeIsDescribedOnce() {
    JsonObject told = RunningBridge.descriptor("type-once");
    assertThat(post(TYPES, told)).isEqualTo(201);
    assertThat(post(TYPES, told)).isEqualTo(201);
    HttpResponse<String> differs = bridge.post(TYPES, told.copy().put("eventTTL", 2));
    assertThat(differs.statusCode()).isEqualTo(400);
    assertThat(differs.body()).contains("type-once").contains("\"eventTTL\":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"eventType\":\"x\",\"eventTTL\":1,\"other\":1}"})
  void anIncompleteDescriptorIsInvalid(String body) {
    JsonObject told = new JsonObject(body);
    HttpResponse<String> answer = bridge.post(TYPES, told);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(answer.body()).getJsonArray("errors")).isNotEmpty();
    assertThat(bridge.send("PUT", TYPES + "/x", told).statusCode()).isEqualTo(422);
    assertThat(post(PUBLISHER, new JsonObject())).isEqualTo(422);
    assertThat(post(SUBSCRIBER, new JsonObject())).isEqualTo(422);
  }

  @Test
  void anEventTypeInUseIsNotDeleted() {
    bridge.publishes("mod-used-1.0.0", "type-used");
    HttpResponse<String> answer = bridge.delete(TYPES + "/type-used");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("mod-used-1.0.0");
  }

  @Test
  void aSubscriberMayComeBeforeTheDescriptor() {
    bridge.subscribes("mod-early-1.0.0", "type-early");
    assertThat(bridge.json(TYPES + "/type-early").getBoolean("tmp")).isTrue();
    assertThat(post(TYPES, RunningBridge.descriptor("type-early"))).isEqualTo(201);
    assertThat(bridge.json(TYPES + "/type-early").getBoolean("tmp")).isFalse();
    bridge.subscribes("mod-early-1.0.1", "type-early");
    assertThat(bridge.json(TYPES + "/type-early").getBoolean("tmp")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"publishers", "subscribers"})
  void nobodyIsRegisteredForAnUnusedType(String role) {
    assertThat(moduleIds("type-unused", role)).isEmpty();
    assertThat(post(TYPES, RunningBridge.descriptor("type-lonely"))).isEqualTo(201);
    assertThat(moduleIds("type-lonely", role)).isEmpty();
  }

  @Test
  void aPublisherIsListedForItsTypesOnly() {
    bridge.publishes("mod-one-1.0.0", "type-a");
    bridge.publishes("mod-two-1.0.0", "type-b");
    assertThat(moduleIds("type-a", "publishers")).containsExactly("mod-one-1.0.0");
    JsonObject listed =
        bridge.json(TYPES + "/type-b/publishers").getJsonArray("messagingModules").getJsonObject(0);
    assertThat(listed.getString("id")).isNotNull();
    listed.remove("id");
    assertThat(listed)
        .isEqualTo(
            new JsonObject()
                .put("eventType", "type-b")
                .put("moduleId", "mod-two-1.0.0")
                .put("tenantId", "diku")
                .put("moduleRole", "PUBLISHER")
                .put("activated", true)
                .put("subscriberCallback", ""));
    assertThat(moduleIds("type-a", "subscribers")).isEmpty();
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOldOneAndOfNoOtherModule() {
    bridge.publishes("mod-circulation-1.0.0", "type-old", "type-kept");
    bridge.publishes("mod-circulation-storage-1.0.0", "type-old");
    bridge.publishes("mod-circulation-2.0.0-SNAPSHOT.77", "type-kept");
    assertThat(moduleIds("type-old", "publishers"))
        .containsExactly("mod-circulation-storage-1.0.0");
    assertThat(moduleIds("type-kept", "publishers"))
        .containsExactly("mod-circulation-2.0.0-SNAPSHOT.77");
    bridge.subscribes("mod-blocks-1.0.0", "type-old", "type-kept");
    bridge.subscribes("mod-blocks-extra-1.0.0", "type-old");
    bridge.subscribes("mod-blocks-1.1.0", "type-kept");
    assertThat(moduleIds("type-old", "subscribers")).containsExactly("mod-blocks-extra-1.0.0");
    assertThat(moduleIds("type-kept", "subscribers")).containsExactly("mod-blocks-1.1.0");
  }

  @Test
  void aPublisherOfUnknownOrOtherTypesIsRefusedWithOneErrorForEach() {
    assertThat(post(TYPES, RunningBridge.descriptor("type-known"))).isEqualTo(201);
    JsonObject unknown = RunningBridge.descriptor("type-never");
    JsonObject other = RunningBridge.descriptor("type-known").put("description", "Another");
    for (JsonObject wrong : List.of(unknown, other)) {
      HttpResponse<String> answer =
          bridge.post(PUBLISHER, RunningBridge.publisher("mod-wrong-1.0.0", wrong));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(new JsonObject(answer.body()).getInteger("total_records")).isEqualTo(1);
    }
    HttpResponse<String> both =
        bridge.post(PUBLISHER, RunningBridge.publisher("mod-wrong-1.0.0", unknown, other));
    assertThat(both.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(both.body()).getInteger("total_records")).isEqualTo(2);
    assertThat(moduleIds("type-known", "publishers")).isEmpty();
  }

  @Test
  void anEmptyListIsAcceptedAndLeavesTheRegistrations() {
    bridge.publishes("mod-empty-1.0.0", "type-empty");
    bridge.subscribes("mod-empty-1.0.0", "type-empty");
    assertThat(post(PUBLISHER, RunningBridge.publisher("mod-empty-1.0.0"))).isEqualTo(201);
    assertThat(post(SUBSCRIBER, RunningBridge.subscriber("mod-empty-1.0.0"))).isEqualTo(201);
    assertThat(moduleIds("type-empty", "publishers")).containsExactly("mod-empty-1.0.0");
    assertThat(moduleIds("type-empty", "subscribers")).containsExactly("mod-empty-1.0.0");
  }

  @Test
  void aTypeNamedTwiceIsInvalid() {
    JsonObject twice = RunningBridge.subscriber("mod-twice-1.0.0", "type-twice", "type-twice");
    assertThat(post(SUBSCRIBER, twice)).isEqualTo(422);
  }

  private static JsonObject calledAt(JsonObject subscriber, String path) {
    subscriber
        .getJsonArray("subscriptionDefinitions")
        .getJsonObject(0)
        .put("callbackAddress", path);
    return subscriber;
  }

  @Test
  void aCallbackIsAPathOfTheModule() {
    JsonObject elsewhere =
        calledAt(
            RunningBridge.subscriber("mod-elsewhere-1.0.0", "type-elsewhere"),
            "http://elsewhere/path");
    HttpResponse<String> answer = bridge.post(SUBSCRIBER, elsewhere);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("subscriptionDefinitions[0].callbackAddress");
    assertThat(moduleIds("type-elsewhere", "subscribers")).isEmpty();
  }

  /** Each of these subscribers reads all five streams. */
  @Test
  void aTenantHasNoMoreSubscriptionsThanAllowed() {
    String[] types = {"ITEM_CHECKED_OUT", "FEE_FINE_BALANCE_CHANGED", "LOG_RECORD", "type-crowd"};
    List<String> crowd =
        List.of("mod-a-1.0.0", "mod-b-1.0.0", "mod-c-1.0.0", "mod-d-1.0.0", "mod-e-1.0.0");
    int accepted = 0;
    while (post(SUBSCRIBER, RunningBridge.subscriber(crowd.get(accepted), types)) == 201) {
      accepted++;
    }
    HttpResponse<String> refused =
        bridge.post(SUBSCRIBER, RunningBridge.subscriber(crowd.get(accepted), types));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("PUBSUB_MOST_SUBSCRIPTIONS");
    assertThat(moduleIds("type-crowd", "subscribers")).hasSize(accepted);
    assertThat(post(SUBSCRIBER, RunningBridge.subscriber("mod-a-1.0.1", types))).isEqualTo(201);
    crowd.forEach(
        moduleId -> bridge.delete(MODULES + "?moduleRole=SUBSCRIBER&moduleId=" + moduleId));
  }

  /** Otherwise two modules that are enabled at once could wait for each other. */
  @Test
  void eventTypesAreLockedInOneOrder() {
    bridge.subscribes("mod-order-1.0.0", "type-order-a", "type-order-b");
    bridge.withDatabase(
        connection -> {
          connection.setAutoCommit(false);
          String lock =
              "SELECT name FROM {tables}.pubsub_event_type WHERE name = 'type-order-%s' FOR UPDATE";
          RunningBridge.rows(connection, lock.formatted("b"));
          CompletableFuture<Integer> waiting =
              CompletableFuture.supplyAsync(
                  () ->
                      post(
                          SUBSCRIBER,
                          RunningBridge.subscriber(
                              "mod-order-1.0.1", "type-order-b", "type-order-a")));
          RunningBridge.awaitWaiting(connection, "pubsub_event_type");
          assertThat(RunningBridge.rows(connection, lock.formatted("a") + " SKIP LOCKED"))
              .isEmpty();
          connection.rollback();
          assertThat(waiting.join()).isEqualTo(201);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"publishers", "subscribers"})
  void aModuleIsRemovedFromATypeByAnyOfItsVersions(String role) {
    bridge.publishes("mod-gone-1.0.0", "type-gone", "type-stays");
    bridge.subscribes("mod-gone-1.0.0", "type-gone", "type-stays");
    String path = TYPES + "/type-gone/" + role + "?moduleId=mod-gone-1.2.3-SNAPSHOT.77";
    assertThat(bridge.delete(path).statusCode()).isEqualTo(204);
    assertThat(moduleIds("type-gone", role)).isEmpty();
    assertThat(moduleIds("type-stays", role)).containsExactly("mod-gone-1.0.0");
    assertThat(bridge.delete(path).statusCode()).isEqualTo(204);
    assertThat(bridge.delete(TYPES + "/type-stays/" + role).statusCode()).isEqualTo(204);
    assertThat(moduleIds("type-stays", role)).isEmpty();
  }

  @Test
  void aModuleUnregistersInEachRole() {
    bridge.publishes("mod-leaves-1.0.0", "type-left");
    bridge.subscribes("mod-leaves-1.0.0", "type-left");
    String path = MODULES + "?moduleId=mod-leaves-1.0.0&moduleRole=";
    // With the ampersand that mod-pubsub-client leaves at the end.
    assertThat(bridge.delete(path + "PUBLISHER&").statusCode()).isEqualTo(204);
    assertThat(moduleIds("type-left", "publishers")).isEmpty();
    assertThat(moduleIds("type-left", "subscribers")).containsExactly("mod-leaves-1.0.0");
    assertThat(bridge.delete(path + "SUBSCRIBER&").statusCode()).isEqualTo(204);
    assertThat(moduleIds("type-left", "subscribers")).isEmpty();
    assertThat(bridge.delete(path + "SUBSCRIBER&").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?moduleRole=PUBLISHER",
        "?moduleId=mod-x-1.0.0",
        "?moduleId=mod-x-1.0.0&moduleRole=publisher"
      })
  void whoUnregistersNamesModuleAndRole(String query) {
    assertThat(bridge.delete(MODULES + query).statusCode()).isEqualTo(400);
  }

  /** Texts that would end a statement are only texts. */
  @Test
  void aQuoteIsAPartOfAName() {
    String type = "it's'); DROP TABLE pubsub_module; --";
    JsonObject quoted = calledAt(RunningBridge.subscriber("mod-o'hara-1.0.0", type), "/it's");
    assertThat(post(SUBSCRIBER, quoted)).isEqualTo(201);
    assertThat(bridge.json(TYPES).getJsonArray("eventDescriptors").stream())
        .anyMatch(one -> ((JsonObject) one).getString("eventType").equals(type));
    assertThat(bridge.delete(MODULES + "?moduleId=mod-o'hara-2&moduleRole=SUBSCRIBER").statusCode())
        .isEqualTo(204);
  }

  @Test
  void enablingAgainKeepsTheRegistrations() {
    bridge.publishes("mod-again-1.0.0", "type-again");
    bridge.enableAgain();
    assertThat(moduleIds("type-again", "publishers")).containsExactly("mod-again-1.0.0");
    assertThat(bridge.get("/admin/health").body()).isEqualTo("\"OK\"");
  }

  /** What the five modules of the circulation domain register when a tenant enables them. */
  @Test
  void theModulesOfTheCirculationDomainRegister() {
    for (CirculationModule module : CirculationModule.ALL) {
      JsonArray publications = module.publications();
      publications.forEach(one -> assertThat(post(TYPES + "?", (JsonObject) one)).isEqualTo(201));
      assertThat(
              post(
                  PUBLISHER + "?",
                  new JsonObject()
                      .put("moduleId", module.id())
                      .put("eventDescriptors", publications)))
          .isEqualTo(201);
      assertThat(
              post(
                  SUBSCRIBER + "?",
                  new JsonObject()
                      .put("moduleId", module.id())
                      .put("subscriptionDefinitions", module.subscriptions())))
          .isEqualTo(201);
    }
    assertThat(moduleIds("LOG_RECORD", "subscribers"))
        .containsExactly("mod-audit-3.1.0", "mod-remote-storage-3.3.0");
    assertThat(moduleIds("FEE_FINE_BALANCE_CHANGED", "subscribers"))
        .containsExactly("mod-circulation-24.5.1", "mod-patron-blocks-1.14.0");
  }
}
