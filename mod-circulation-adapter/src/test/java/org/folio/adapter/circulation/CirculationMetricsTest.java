/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** What Prometheus reads from the module. */
@WithEventBusServers
class CirculationMetricsTest {

  // The database is looked at each 15 seconds.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void publishedAndRelayedEventsAreShown(KafkaBroker kafka, DatabaseCoordinates database)
      throws Exception {
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    try (ModuleProcess module =
        ModuleProcess.start(new CirculationAdapter(), settings, 0)
            .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      new TenantCaller(URI.create("http://localhost:" + module.port()))
          .enable("diku", "mod-circulation-adapter-0.1.0");
      UUID user = UUID.randomUUID();
      JsonObject event =
          new JsonObject()
              .put("type", "ITEM_CHECKED_OUT")
              .put(
                  "payload",
                  new JsonObject(
                      LoanEvents.json(
                          LoanEvents.itemCheckedOut(user, UUID.randomUUID(), Instant.now()))));
      send(request(module, "/circulation-events").POST(BodyPublishers.ofString(event.encode())));

      String loans = "{stream=\"circulation.loan-events\",tenant=\"diku\"} 1.0";
      assertThat(metrics(module))
          .contains("eventbus_publish_events_total" + loans, "jvm_memory")
          .contains("vertx_http_server_requests_total{code=\"201\",method=\"POST\"")
          .contains("vertx_pool_in_use{pool_name=\"event-bus\",pool_type=\"sql\"}");
      client.send(
          request(module, "/circulation-events").method("FORGED", BodyPublishers.noBody()).build(),
          BodyHandlers.discarding());
      assertThat(metrics(module)).contains("method=\"other\"").doesNotContain("FORGED");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(metrics(module))
                      .contains("eventbus_relay_events_total" + loans)
                      .contains("eventbus_relay_latency_seconds_bucket", "eventbus_relay_round")
                      .contains("eventbus_outbox_events{tenant=\"diku\"} 0.0")
                      .contains("eventbus_outbox_age_seconds{tenant=\"diku\"} 0.0"));
    }
  }

  private String metrics(ModuleProcess module) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + module.port() + "/metrics")));
  }

  private static HttpRequest.Builder request(ModuleProcess module, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + module.port() + path))
        .header("X-Okapi-Tenant", "diku")
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request) throws Exception {
    var answer = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body();
  }
}
