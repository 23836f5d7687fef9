/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.adapter.pubsub.registry.SubscriptionLimit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.testing.OkapiWithModule;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;

/** The running module with tenant diku, and Okapi with the modules that it calls. */
final class RunningBridge implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(60);
  static final String TYPES = "/pubsub/event-types";
  static final int HISTORY_DAYS = 90;

  // More than the subscribers of any test class, and few consumers for one that uses it up.
  private static final int MOST_SUBSCRIPTIONS = 20;

  // The database's clock and the test's are the same.
  private static final String ALWAYS = "startDate=2020-01-01&endDate=2099-12-31";

  final OkapiWithModule okapi;
  final EventBusSettings settings;
  private final boolean ownsOkapi;
  private final BridgeSettings own;
  private final DatabaseCoordinates database;
  private final ModuleProcess module;
  private final ModuleUnderTest requests;

  RunningBridge(KafkaBroker kafka, DatabaseCoordinates database) {
    this(kafka, database, Optional.empty(), Set.of(), Map.of());
  }

  RunningBridge(
      KafkaBroker kafka,
      DatabaseCoordinates database,
      Optional<String> modPubSub,
      Set<StreamOwner> owners,
      Map<String, String> more) {
    this(
        new OkapiWithModule(), true, variables(kafka, database, more), database, modPubSub, owners);
    requests.enableTenant();
  }

  private RunningBridge(
      OkapiWithModule okapi,
      boolean ownsOkapi,
      EventBusSettings settings,
      DatabaseCoordinates database,
      Optional<String> modPubSub,
      Set<StreamOwner> owners) {
    this.okapi = okapi;
    this.ownsOkapi = ownsOkapi;
    this.settings = settings;
    this.database = database;
    own =
        new BridgeSettings(
            new OkapiSettings(
                Optional.of(okapi.url()), Optional.of(new SystemUser("pub-sub", "secret"))),
            false,
            true,
            modPubSub,
            HISTORY_DAYS,
            owners,
            new SubscriptionLimit(MOST_SUBSCRIPTIONS));
    module = get(ModuleProcess.start(new PubSubBridge(own), settings, 0));
    requests = new ModuleUnderTest(module.port(), PubSubBridge.MODULE, database);
  }

  private static EventBusSettings variables(
      KafkaBroker kafka, DatabaseCoordinates database, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(FolioEnvironment.of(kafka, database));
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    variables.putAll(more);
    return EventBusSettings.from(variables);
  }

  /** Another instance for the same tenant; close it before this one. */
  RunningBridge another() {
    return new RunningBridge(okapi, false, settings, database, own.modPubSub(), own.owners());
  }

  void sql(String statement) {
    withDatabase(connection -> rows(connection, statement));
  }

  /** Works on a connection of its own. */
  void withDatabase(DatabaseWork work) {
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
      work.on(connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Work on the tenant's database. */
  interface DatabaseWork {
    void on(Connection connection) throws SQLException;
  }

  /** Runs a statement on the tenant's tables; the first column of its rows, if it has any. */
  static List<String> rows(Connection connection, String statement) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement run = connection.createStatement()) {
      if (run.execute(statement.replace("{tables}", "diku_mod_pubsub_bridge"))) {
        ResultSet rows = run.getResultSet();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  /** Waits until a statement with this text waits for a lock. */
  static void awaitWaiting(Connection connection, String text) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                !rows(
                        connection,
                        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"
                            + text
                            + "%'")
                    .isEmpty());
  }

  static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Not completed within " + LIMIT, e);
    }
  }

  HttpResponse<String> send(String method, String path, JsonObject body, String... headers) {
    return requests.send(method, path, body.encode(), headers);
  }

  HttpResponse<String> post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  HttpResponse<String> delete(String path) {
    return requests.delete(path);
  }

  HttpResponse<String> get(String path) {
    return requests.get(path);
  }

  JsonObject json(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  void enableAgain() {
    requests.enableTenant();
  }

  static JsonObject descriptor(String type) {
    return new JsonObject()
        .put("eventType", type)
        .put("description", "About " + type)
        .put("eventTTL", 1)
        .put("signed", false);
  }

  static JsonObject publisher(String moduleId, JsonObject... descriptors) {
    return new JsonObject()
        .put("moduleId", moduleId)
        .put("eventDescriptors", new JsonArray(List.of(descriptors)));
  }

  /** A subscriber whose callback is a path of its own for each type. */
  static JsonObject subscriber(String moduleId, String... types) {
    JsonArray definitions = new JsonArray();
    for (String type : types) {
      definitions.add(
          new JsonObject().put("eventType", type).put("callbackAddress", callback(moduleId, type)));
    }
    return new JsonObject().put("moduleId", moduleId).put("subscriptionDefinitions", definitions);
  }

  static String callback(String moduleId, String type) {
    return "/" + moduleId.replaceFirst("-\\d.*", "") + "/" + type;
  }

  /** Registers as mod-pubsub-client does. */
  void publishes(String moduleId, String... types) {
    JsonObject[] descriptors = new JsonObject[types.length];
    for (int i = 0; i < types.length; i++) {
      descriptors[i] = descriptor(types[i]);
      assertThat(post(TYPES + "?", descriptors[i]).statusCode()).isEqualTo(201);
    }
    assertThat(post(TYPES + "/declare/publisher?", publisher(moduleId, descriptors)).statusCode())
        .isEqualTo(201);
  }

  void subscribes(String moduleId, String... types) {
    assertThat(post(TYPES + "/declare/subscriber?", subscriber(moduleId, types)).statusCode())
        .isEqualTo(201);
  }

  static JsonObject event(UUID id, String type, String moduleId, String payload) {
    return new JsonObject()
        .put("id", id.toString())
        .put("eventType", type)
        .put(
            "eventMetadata",
            new JsonObject()
                .put("tenantId", ModuleUnderTest.TENANT)
                .put("eventTTL", 1)
                .put("publishedBy", moduleId))
        .put("eventPayload", payload);
  }

  UUID publish(String type, String moduleId, String payload) {
    UUID id = UUID.randomUUID();
    HttpResponse<String> answer = post("/pubsub/publish?", event(id, type, moduleId, payload));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return id;
  }

  /** What the module says about the tenant beyond its subscriptions. */
  String warnings() {
    return json("/event-bus/subscriptions").getJsonArray("warnings").encode();
  }

  /** The calls of a path that were accepted, in their order. */
  List<OkapiWithModule.Call> accepted(String path) {
    return okapi.accepted().stream().filter(call -> call.path().equals(path)).toList();
  }

  List<OkapiWithModule.Call> accepted(String path, int number) {
    await().atMost(LIMIT).until(() -> accepted(path).size() >= number);
    return accepted(path);
  }

  /** The history, as {@code state} or {@code state subscriber}. */
  List<String> history(UUID eventId) {
    return messages("&eventId=" + eventId).stream()
        .map(
            one ->
                one.getString("state")
                    + (one.containsKey("subscriber") ? " " + one.getString("subscriber") : ""))
        .toList();
  }

  List<JsonObject> messages(String filter) {
    return json("/pubsub/history?" + ALWAYS + filter).getJsonArray("auditMessages").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  static JsonObject checkOut(UUID userId, String loanId) {
    return new JsonObject()
        .put("userId", userId.toString())
        .put("loanId", loanId)
        .put("dueDate", "2027-01-15T23:59:59.000+00:00");
  }

  @Override
  public void close() {
    module.close();
    if (ownsOkapi) {
      okapi.close();
    }
  }
}
