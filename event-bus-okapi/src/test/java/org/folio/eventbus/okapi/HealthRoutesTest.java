/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {

  @Test
  void isHealthyWithoutTenant() throws Exception {
    try (RunningServer server = new RunningServer(new HealthRoutes(List.of()))) {
      HttpResponse<String> answer = server.get("/admin/health");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("\"OK\"");
    }
  }

  @Test
  void isReadyWhenNoCheckHasAProblem() throws Exception {
    ReadinessCheck fine = () -> Future.succeededFuture(List.of());
    try (RunningServer server = new RunningServer(new HealthRoutes(List.of(fine, fine)))) {
      HttpResponse<String> answer = server.get("/admin/ready");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(answer.body()))
          .isEqualTo(new JsonObject("{\"ready\":true,\"reasons\":[]}"));
    }
  }

  @Test
  void givesEveryReasonWhenNotReady() throws Exception {
    ReadinessCheck problem = () -> Future.succeededFuture(List.of("Kafka is away"));
    ReadinessCheck broken = () -> Future.failedFuture("no route to host");
    ReadinessCheck throwing =
        () -> {
          throw new IllegalStateException("defect");
        };
    try (RunningServer server =
        new RunningServer(new HealthRoutes(List.of(problem, broken, throwing)))) {
      HttpResponse<String> answer = server.get("/admin/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(new JsonObject(answer.body()))
          .isEqualTo(
              new JsonObject(
                  """
                  { "ready": false, "reasons": [ "Kafka is away",
                    "A readiness check failed: no route to host",
                    "A readiness check failed: defect" ] }"""));
      assertThat(server.get("/admin/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotReadyWhenACheckDoesNotAnswer() throws Exception {
    ReadinessCheck silent = () -> Promise.<List<String>>promise().future();
    try (RunningServer server =
        new RunningServer(new HealthRoutes(List.of(silent), Duration.ofMillis(100)))) {
      HttpResponse<String> answer = server.get("/admin/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("A readiness check failed");
    }
  }
}
