/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import org.folio.eventbus.okapi.RunningServer;
import org.junit.jupiter.api.Test;

class MetricsRoutesTest {

  private final Vertx vertx = Vertx.vertx();

  @Test
  void showsTheJvmAndWhatIsCountedAsPrometheusReadsIt() throws Exception {
    try (ModuleMetrics metrics = new ModuleMetrics();
        RunningServer server = new RunningServer(new MetricsRoutes(vertx, metrics::scrape))) {
      Counter.builder("eventbus.relay.events")
          .tag("tenant", "diku")
          .register(metrics.registry())
          .increment(3);
      HttpResponse<String> answer = server.get("/metrics");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).contains(MetricsRoutes.TEXT_FORMAT);
      assertThat(answer.body())
          .contains("eventbus_relay_events_total{tenant=\"diku\"} 3.0")
          .contains("jvm_memory_used_bytes{", "jvm_gc_", "process_uptime_seconds");
    } finally {
      RunningServer.await(vertx.close());
    }
  }

  @Test
  void needsTheMethodGet() throws Exception {
    try (RunningServer server = new RunningServer(new MetricsRoutes(vertx, () -> ""))) {
      assertThat(server.send("POST", "/metrics", "").statusCode()).isEqualTo(405);
    } finally {
      RunningServer.await(vertx.close());
    }
  }
}
