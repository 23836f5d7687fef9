/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;

/** The running module and what a test asks it, over HTTP and beside it. */
public final class LoanLedger implements AutoCloseable {

  static final TenantId DIKU = new TenantId("diku");
  public static final UUID OPERATOR = UUID.fromString("b8e1c7aa-0000-4000-8000-000000000001");

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final LoanLedgerModule module;
  private final ModuleProcess process;

  public LoanLedger(
      KafkaBroker kafka,
      DatabaseCoordinates database,
      SubscriptionPolicy policy,
      Map<String, String> more) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    variables.putAll(more);
    module = new LoanLedgerModule(policy);
    process = get(ModuleProcess.start(module, EventBusSettings.from(variables), 0));
    get(module.bus().tenants().enable(DIKU));
  }

  static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }

  public static void awaitThat(ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  /** Publishes check-outs of a user, and gives their ids. */
  public List<UUID> publish(UUID user, int events) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      drafts.add(
          EventDraft.of(
              "ITEM_CHECKED_OUT",
              new JsonObject(
                  LoanEvents.json(
                      LoanEvents.itemCheckedOut(user, UUID.randomUUID(), Instant.now())))));
    }
    return get(
            module
                .bus()
                .pool()
                .withTransaction(tx -> module.bus().publisher().publish(tx, DIKU, drafts)))
        .stream()
        .map(event -> event.id())
        .toList();
  }

  /** Rows of a statement; {@code {schema}} stands for the tenant's schema. */
  public List<JsonObject> sql(String statement) {
    List<JsonObject> found = new ArrayList<>();
    get(module
            .bus()
            .pool()
            .query(statement.replace("{schema}", module.bus().schema().of(DIKU)))
            .execute())
        .forEach(row -> found.add(row.toJson()));
    return found;
  }

  public long count(String table, String condition) {
    return sql("SELECT count(*) AS n FROM \"{schema}\"." + table + " WHERE " + condition)
        .get(0)
        .getLong("n");
  }

  /** The sequences of a user that were applied, in the order in which they were. */
  public List<Long> applied(UUID user) {
    return sql(
            "SELECT sequence FROM \"{schema}\".loan_ledger WHERE key = '%s' ORDER BY position"
                .formatted(user))
        .stream()
        .map(row -> row.getLong("sequence"))
        .toList();
  }

  /** Lets the handler fail for one sequence of a user. */
  public void refuse(UUID user, long sequence) {
    sql(
        "ALTER TABLE \"{schema}\".loan_ledger ADD CONSTRAINT refused CHECK (key <> '%s' OR sequence <> %d OR payload ? 'mended')"
            .formatted(user, sequence));
  }

  public void refuseNothing() {
    sql("ALTER TABLE \"{schema}\".loan_ledger DROP CONSTRAINT refused");
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + process.port() + path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", DIKU.value())
            .header("X-Okapi-User-Id", OPERATOR.toString())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** An answer that satisfies its schema. */
  public JsonObject read(String path, String schema) {
    return checked(send("GET", path, ""), schema);
  }

  /** What an action answers, which satisfies its schema. */
  public JsonObject act(String path, JsonObject body, String schema) {
    return checked(send("POST", path, body.encode()), schema);
  }

  private static JsonObject checked(HttpResponse<String> answer, String schema) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      assertThat(
              PayloadSchema.load(schema + ".json")
                  .violations(new ObjectMapper().readTree(answer.body())))
          .as(answer.body())
          .isEmpty();
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
    return new JsonObject(answer.body());
  }

  /** The last entry of the operation log of an action, unmasked. */
  public JsonObject lastOperation(String action) {
    JsonArray entries =
        read("/event-bus/operations?reveal=true", "operations").getJsonArray("operations");
    return entries.stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.getString("action").equals(action))
        .findFirst()
        .orElseThrow();
  }

  public long operations(String action) {
    return count("event_operation_log", "action = '" + action + "'");
  }

  public static JsonObject parkedKey(UUID user) {
    return new JsonObject()
        .put("subscription", LoanLedgerModule.SUBSCRIPTION)
        .put("stream", EventCatalog.LOAN_EVENTS)
        .put("key", user.toString())
        .put("reason", "a test");
  }

  public static JsonObject parkedEvent(UUID event) {
    return new JsonObject()
        .put("subscription", LoanLedgerModule.SUBSCRIPTION)
        .put("eventId", event.toString())
        .put("reason", "a test");
  }

  public static JsonObject forReal(JsonObject body) {
    return body.copy().put("dryRun", false);
  }

  @Override
  public void close() {
    process.close();
  }
}
