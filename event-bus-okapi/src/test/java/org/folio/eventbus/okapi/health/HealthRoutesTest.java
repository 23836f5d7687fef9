/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.okapi.RunningServer;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {

  @Test
  void isHealthyWithoutTenant() throws Exception {
    HttpResponse<String> answer = get("/admin/health", health(List.of(), List.of()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"OK\"");
  }

  @Test
  void isReadyWithWarningsWhenOnlyEventsAreDelayed() throws Exception {
    HttpResponse<String> answer = get("/admin/ready", health(List.of(), List.of("Kafka waits")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"ready":true,"reasons":[],"warnings":["Kafka waits"]}"""));
  }

  @Test
  void givesTheReasonsWhenNotReadyAndStaysHealthy() throws Exception {
    Supplier<Future<BusHealth>> away = health(List.of("PostgreSQL is away"), List.of());
    HttpResponse<String> answer = get("/admin/ready", away);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()).getJsonArray("reasons"))
        .containsExactly("PostgreSQL is away");
    assertThat(get("/admin/health", away).statusCode()).isEqualTo(200);
  }

  @Test
  void isNotReadyWhenTheCheckFails() throws Exception {
    HttpResponse<String> answer =
        get("/admin/ready", () -> Future.failedFuture("no route to host"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("The readiness check failed: no route to host");
  }

  @Test
  void isNotReadyWhenTheCheckThrows() throws Exception {
    HttpResponse<String> answer =
        get(
            "/admin/ready",
            () -> {
              throw new IllegalStateException("defect");
            });
    assertThat(answer.statusCode()).isEqualTo(503);
  }

  @Test
  void isNotReadyWhenTheCheckDoesNotAnswer() throws Exception {
    HealthRoutes routes =
        new HealthRoutes(() -> Promise.<BusHealth>promise().future(), Duration.ofMillis(100));
    try (RunningServer server = new RunningServer(routes)) {
      assertThat(server.get("/admin/ready").statusCode()).isEqualTo(503);
    }
  }

  private static Supplier<Future<BusHealth>> health(List<String> problems, List<String> warnings) {
    return () -> Future.succeededFuture(new BusHealth(problems, warnings));
  }

  private static HttpResponse<String> get(String path, Supplier<Future<BusHealth>> check)
      throws Exception {
    try (RunningServer server = new RunningServer(new HealthRoutes(check))) {
      return server.get(path);
    }
  }
}
