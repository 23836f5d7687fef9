/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RunningServer;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class TenantRoutesTest {

  private static final String ENABLE = "{\"module_to\":\"mod-x-1.0.0\",\"purge\":false}";
  private static final ModuleSchema SCHEMA = new ModuleSchema("mod-x");
  private static final Duration JOB_AFTER = Duration.ofMillis(500);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  private final DatabaseCoordinates database;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Set<TenantId> served = ConcurrentHashMap.newKeySet();
  private volatile Future<Void> outcome = Future.succeededFuture();
  private volatile Function<TenantId, Future<Void>> enabling = tenant -> outcome;
  private RunningServer server;
  private Pool pool;

  TenantRoutesTest(PostgresServer postgres) {
    database = postgres.newDatabase();
  }

  @BeforeEach
  void start() {
    server =
        new RunningServer(
            vertx -> {
              pool = new TenantTables(database, SCHEMA.of(new TenantId("diku"))).pool(vertx);
              return new TenantRoutes(
                  vertx, pool, SCHEMA, new Told(), new ProgressWatch(), JOB_AFTER, ANSWER_WITHIN);
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String tenant, String body) throws Exception {
    return server.send("POST", "/_/tenant", body, OkapiHeaders.TENANT, tenant);
  }

  private HttpResponse<String> postAsOkapi(String body) throws Exception {
    return server.send(
        "POST",
        "/_/tenant",
        body,
        OkapiHeaders.TENANT,
        "diku",
        OkapiHeaders.URL_TO,
        "http://localhost:8081");
  }

  private HttpResponse<String> job(String method, String path) throws Exception {
    return server.send(method, path, "", OkapiHeaders.TENANT, "diku");
  }

  private CompletableFuture<Integer> postLater(String tenant, String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return post(tenant, body).statusCode();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        // The common pool has fewer threads than waiting calls.
        call -> new Thread(call).start());
  }

  @Test
  void tellsTheFourCallsApart() throws Exception {
    for (String body :
        List.of(
            ENABLE,
            "{\"module_from\":\"mod-x-1.0.0\",\"module_to\":\"mod-x-1.1.0\",\"parameters\":[]}",
            "{\"module_from\":\"mod-x-1.1.0\"}",
            "{\"module_from\":\"mod-x-1.1.0\",\"purge\":true}",
            "{\"purge\":true}")) {
      HttpResponse<String> answer = post("diku", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("location")).isEmpty();
    }
    assertThat(calls)
        .containsExactly("enable diku", "enable diku", "disable diku", "purge diku", "purge diku");
  }

  @Test
  void refusesBadBodiesAndNamesThatAreNoTenants() throws Exception {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"module_to\":5}",
            "{\"module_to\":\"\"}",
            "{\"module_to\":\"../mod-x-1.0.0\"}",
            "{\"module_to\":\"mod-x-1.0.0\\u0000\"}",
            "{\"module_to\":\"mod-x-forward-1.0.0\"}",
            "{\"module_from\":\"mod-x/1\"}",
            "{\"purge\":\"yes\"}",
            "{\"module_to\":\"mod-x-1.0.0\",\"parameters\":\"loadSample\"}",
            "{\"module_to\":\"mod-x-1.0.0\",\"parameters\":[{\"value\":\"true\"}]}",
            "{\"module_to\":\"mod-x-1.0.0\",\"purge\":true}")) {
      assertThat(post("diku", body).statusCode()).as(body).isEqualTo(400);
    }
    for (String name : List.of("Diku", "di\"ku", "di.ku", "d".repeat(32), "diku;drop")) {
      assertThat(post(name, ENABLE).statusCode()).as(name).isEqualTo(400);
    }
    assertThat(calls).isEmpty();
    assertThat(server.send("POST", "/_/tenant", ENABLE).body())
        .isEqualTo("Unable to process request Tenant must be set");
  }

  @Test
  void answersAFailureWithASentenceAndCanBeRepeated() throws Exception {
    outcome = Future.failedFuture("password authentication failed for user folio");
    HttpResponse<String> answer = post("diku", ENABLE);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).startsWith("Tenant diku could not be enabled").doesNotContain("user");

    outcome = Future.succeededFuture();
    assertThat(post("diku", ENABLE).statusCode()).isEqualTo(204);
  }

  @Test
  void runsTheCallsOfOneTenantOneAfterTheOther() throws Exception {
    Promise<Void> first = Promise.promise();
    outcome = first.future();
    CompletableFuture<Integer> purging = postLater("diku", "{\"purge\":true}");
    Awaitility.await()
        .atMost(RunningServer.LIMIT)
        .untilAsserted(() -> assertThat(calls).containsExactly("purge diku"));

    outcome = Future.succeededFuture();
    CompletableFuture<Integer> disabling = postLater("diku", "{\"module_from\":\"mod-x-1.0.0\"}");
    // Another tenant does not wait, and shows that the server had time for the second call.
    assertThat(post("other", ENABLE).statusCode()).isEqualTo(204);
    assertThat(calls).containsExactly("purge diku", "enable other");

    first.fail("the database went away");
    assertThat(purging.get(20, TimeUnit.SECONDS)).isEqualTo(500);
    assertThat(disabling.get(20, TimeUnit.SECONDS)).isEqualTo(204);
    assertThat(calls).containsExactly("purge diku", "enable other", "disable diku");
  }

  @Test
  void reportsNoTenantAsEnabledBeforeItIsToACallerThatNeverPolls() throws Exception {
    Promise<Void> slow = Promise.promise();
    enabling = tenant -> tenant.value().endsWith("9") ? slow.future() : Future.succeededFuture();
    Map<String, CompletableFuture<Integer>> answers = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      answers.put("tenant" + i, postLater("tenant" + i, ENABLE));
    }
    for (var answer : answers.entrySet()) {
      assertThat(answer.getValue().get(20, TimeUnit.SECONDS))
          .as(answer.getKey())
          .isEqualTo(answer.getKey().endsWith("9") ? 503 : 204);
    }

    CompletableFuture<Integer> repeated = postLater("tenant9", ENABLE);
    slow.complete();
    assertThat(repeated.get(20, TimeUnit.SECONDS)).isEqualTo(204);
  }

  /** The manager may have given the entitlement up meanwhile. */
  @Test
  void enablesNoTenantForACallerThatHasGone() throws Exception {
    Promise<Void> slow = Promise.promise();
    outcome = slow.future();
    assertThat(post("diku", ENABLE).statusCode()).isEqualTo(503);

    CompletableFuture<Integer> later = postLater("diku", "{\"module_from\":\"mod-x-1.0.0\"}");
    slow.complete();
    assertThat(later.get(20, TimeUnit.SECONDS)).isEqualTo(204);
    assertThat(calls).containsExactly("enable diku", "disable diku");
    assertThat(served).isEmpty();

    assertThat(post("diku", ENABLE).statusCode()).isEqualTo(204);
    assertThat(served).containsExactly(new TenantId("diku"));
  }

  @Test
  void givesAJobForEnablingThatTakesLong() throws Exception {
    Promise<Void> work = Promise.promise();
    outcome = work.future();
    HttpResponse<String> accepted = postAsOkapi(ENABLE);

    assertThat(accepted.statusCode()).isEqualTo(201);
    JsonObject begun = new JsonObject(accepted.body());
    String location = accepted.headers().firstValue("location").orElseThrow();
    assertThat(location).isEqualTo("/_/tenant/" + begun.getString("id"));
    assertThat(begun.getString("tenant")).isEqualTo("diku");
    assertThat(begun.getJsonObject("tenantAttributes")).isEqualTo(new JsonObject(ENABLE));
    assertThat(begun.getBoolean("complete")).isFalse();
    assertThat(begun.getJsonArray("messages")).isEqualTo(new JsonArray().add("begun"));
    assertThat(new JsonObject(job("GET", location + "?wait=1").body()).getBoolean("complete"))
        .isFalse();

    work.complete();
    JsonObject ended = new JsonObject(job("GET", location + "?wait=20000").body());
    assertThat(ended.getBoolean("complete")).isTrue();
    assertThat(ended.getString("error")).isNull();
    assertThat(served).containsExactly(new TenantId("diku"));

    assertThat(job("DELETE", location).statusCode()).isEqualTo(204);
    assertThat(job("GET", location).statusCode()).isEqualTo(404);
    assertThat(job("DELETE", location).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsInTheJobWhyEnablingFailed() throws Exception {
    Promise<Void> work = Promise.promise();
    outcome = work.future();
    String location = postAsOkapi(ENABLE).headers().firstValue("location").orElseThrow();
    work.fail("the disk is full");
    JsonObject ended = new JsonObject(job("GET", location + "?wait=20000").body());
    assertThat(ended.getBoolean("complete")).isTrue();
    assertThat(ended.getString("error")).startsWith("Tenant diku could not be enabled");
  }

  @Test
  void countsAJobAsFailedWhenNobodyWorksOnItAnyLonger() throws Exception {
    outcome = Promise.<Void>promise().future();
    String location = postAsOkapi(ENABLE).headers().firstValue("location").orElseThrow();
    UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    // A second server on the same tables asks; the one that works is gone.
    server.close();
    start();
    RunningServer.await(
        pool.query(
                "UPDATE %s.tenant_job SET alive_at = clock_timestamp() - interval '1 minute'"
                    .formatted(SCHEMA.of(new TenantId("diku"))))
            .execute());

    JsonObject abandoned = new JsonObject(job("GET", "/_/tenant/" + id).body());
    assertThat(abandoned.getBoolean("complete")).isTrue();
    assertThat(abandoned.getString("error")).contains("repeat the call");
  }

  @Test
  void knowsNoJobsOfATenantThatNeverHadOne() throws Exception {
    HttpResponse<String> answer =
        server.send(
            "GET", "/_/tenant/" + UUID.randomUUID(), "", OkapiHeaders.TENANT, "neverenabled");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(job("GET", "/_/tenant/none").statusCode()).isEqualTo(400);
    assertThat(job("GET", "/_/tenant/" + UUID.randomUUID() + "?wait=soon").statusCode())
        .isEqualTo(400);
  }

  /** Records its calls and ends as the test requires. */
  private final class Told implements TenantLifecycle {
    @Override
    public Optional<String> refusal(String moduleId) {
      return moduleId.startsWith("mod-x-forward-")
          ? Optional.of("This instance is mod-x")
          : Optional.empty();
    }

    @Override
    public Future<Void> enable(
        OkapiRequest request, Consumer<String> progress, Supplier<Future<Void>> last) {
      TenantId tenant = request.tenant();
      calls.add("enable " + tenant);
      progress.accept("begun");
      return enabling
          .apply(tenant)
          .compose(made -> last.get())
          .onSuccess(wanted -> served.add(tenant));
    }

    @Override
    public Future<Void> disable(TenantId tenant) {
      calls.add("disable " + tenant);
      return outcome;
    }

    @Override
    public Future<Void> purge(TenantId tenant) {
      calls.add("purge " + tenant);
      return outcome;
    }
  }
}
