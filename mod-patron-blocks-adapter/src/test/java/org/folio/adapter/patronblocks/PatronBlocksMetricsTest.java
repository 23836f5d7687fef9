/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The metrics that Prometheus reads from the module. */
@WithEventBusServers
class PatronBlocksMetricsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SUMMARY =
      "{stream=\"circulation.loan-events\",subscription=\"patron-summary\"} ";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void subscriptionIsShown(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    try (ModuleProcess module =
        ModuleProcess.start(new PatronBlocksAdapter(), settings, 0)
            .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      new TenantCaller(URI.create("http://localhost:" + module.port()))
          .enable("diku", "mod-patron-blocks-adapter-0.1.0");

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(send(request(module, "/metrics")))
                      .contains(
                          "eventbus_consume_partitions" + SUMMARY + settings.kafka().partitions())
                      .contains("eventbus_consume_lag_events" + SUMMARY + "0.0")
                      .contains("eventbus_consume_lag_age_seconds" + SUMMARY + "0.0")
                      .contains("eventbus_consume_memory_events" + SUMMARY + "0.0")
                      .contains("eventbus_consume_batch_size_events_count" + SUMMARY)
                      .contains("eventbus_consume_latency_seconds_bucket{")
                      .contains("jvm_threads_live_threads"));
    }
  }

  private static HttpRequest.Builder request(ModuleProcess module, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + module.port() + path));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    var answer = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body();
  }
}
