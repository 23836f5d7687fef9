/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A module's process takes the OpenTelemetry that its surroundings have set, as the agent does. */
@WithEventBusServers
class ModuleTracingTest {

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final LoanLedger ledger;

  ModuleTracingTest(KafkaBroker kafka, PostgresServer postgres) {
    GlobalOpenTelemetry.set(telemetry);
    ledger = new LoanLedger(kafka, postgres.newDatabase(), SubscriptionPolicy.DEFAULT, Map.of());
  }

  @AfterEach
  void close() {
    ledger.close();
    GlobalOpenTelemetry.resetForTest();
    telemetry.close();
  }

  @Test
  void spanOfTheHandlerLinksToTheSpanOfThePublisher() {
    ledger.publish(UUID.randomUUID(), 1);

    awaitThat(() -> assertThat(named("process ")).hasSize(1));
    SpanData publish = named("publish ").get(0);
    SpanData process = named("process ").get(0);
    assertThat(publish.getName()).endsWith(EventCatalog.LOAN_EVENTS);
    assertThat(process.getLinks())
        .singleElement()
        .satisfies(
            link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(publish.getSpanId()));
  }

  private List<SpanData> named(String beginning) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().startsWith(beginning))
        .toList();
  }
}
