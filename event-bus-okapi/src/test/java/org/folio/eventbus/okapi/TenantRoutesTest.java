/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.folio.eventbus.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantRoutesTest {

  private static final String ENABLE = "{\"module_to\":\"mod-x-1.0.0\",\"purge\":false}";

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile Future<Void> outcome = Future.succeededFuture();
  private RunningServer server;

  @BeforeEach
  void start() {
    server =
        new RunningServer(
            new TenantRoutes(
                new TenantLifecycle() {
                  @Override
                  public Future<Void> enable(TenantId tenant) {
                    calls.add("enable " + tenant);
                    return outcome;
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
                }));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String tenant, String body) throws Exception {
    return server.send("POST", "/_/tenant", body, OkapiHeaders.TENANT, tenant);
  }

  private CompletableFuture<Integer> postLater(String tenant, String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return post(tenant, body).statusCode();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
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
  void refusesBadBodies() throws Exception {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"module_to\":5}",
            "{\"purge\":\"yes\"}",
            "{\"module_to\":\"mod-x-1.0.0\",\"purge\":true}")) {
      assertThat(post("diku", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(calls).isEmpty();
    assertThat(server.send("POST", "/_/tenant", ENABLE).body())
        .isEqualTo(OkapiRequest.TENANT_MISSING);
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
    CompletableFuture<Integer> enabling = postLater("diku", ENABLE);
    Awaitility.await()
        .atMost(RunningServer.LIMIT)
        .untilAsserted(() -> assertThat(calls).containsExactly("enable diku"));

    outcome = Future.succeededFuture();
    CompletableFuture<Integer> purging = postLater("diku", "{\"purge\":true}");
    // Another tenant does not wait, and shows that the server had time for the second call.
    assertThat(post("other", ENABLE).statusCode()).isEqualTo(204);
    assertThat(calls).containsExactly("enable diku", "enable other");

    first.fail("the database went away");
    assertThat(enabling.get(20, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(500);
    assertThat(purging.get(20, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(204);
    assertThat(calls).containsExactly("enable diku", "enable other", "purge diku");
  }
}
