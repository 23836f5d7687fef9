/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trace of an event from its publisher to its handler. */
@WithEventBusServers
class TracingTest {

  private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLING_SPAN = "00f067aa0ba902b7";
  private static final Correlation REQUEST =
      new Correlation("request", "staff", "00-" + CALLER + "-" + CALLING_SPAN + "-01");

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final UUID user = UUID.randomUUID();
  private final List<TestBus> buses = new ArrayList<>();

  TracingTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @AfterEach
  void close() {
    buses.forEach(TestBus::close);
    telemetry.close();
  }

  @Test
  void eventCarriesThePublishersSpanAndTheHandlersSpanLinksToIt() {
    List<SpanContext> current = new CopyOnWriteArrayList<>();
    Ledger ledger = new Ledger();
    TestBus producer = traced(true);
    TestBus consumer =
        consumer(
            (batch, tx) -> {
              current.add(Span.current().getSpanContext());
              return ledger.handle(batch, tx);
            });
    PublishedEvent event =
        producer.publish(checkOut(user, UUID.randomUUID()).withCorrelation(REQUEST)).get(0);
    consumer.awaitLedger(1);

    SpanData published = spans(SpanKind.PRODUCER).get(0);
    assertThat(published.getName()).isEqualTo("publish circulation.loan-events");
    assertThat(published.getTraceId()).isEqualTo(CALLER);
    assertThat(published.getParentSpanId()).isEqualTo(CALLING_SPAN);
    assertThat(text(published, "messaging.system")).isEqualTo("kafka");
    assertThat(text(published, "messaging.operation.type")).isEqualTo("send");
    assertThat(text(published, "messaging.destination.name")).isEqualTo(producer.topic());
    assertThat(text(published, "messaging.message.id")).isEqualTo(event.id().toString());
    assertThat(traceparents(1)).containsExactly(traceparent(published));

    SpanData processed = spans(SpanKind.CONSUMER).get(0);
    assertThat(processed.getName()).isEqualTo("process circulation.loan-events");
    assertThat(text(processed, "messaging.consumer.group.name")).isEqualTo(consumer.group());
    assertThat(text(processed, "messaging.message.id")).isEqualTo(event.id().toString());
    assertThat(processed.getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getSpanContext().getTraceId()).isEqualTo(CALLER);
              assertThat(link.getSpanContext().getSpanId()).isEqualTo(published.getSpanId());
            });
    assertThat(current).containsExactly(processed.getSpanContext());
  }

  @Test
  void eventsOfOneBatchShareTheSpanOfTheirCallerAndLinksAreBounded() {
    TestBus producer = traced(true);
    List<EventDraft> drafts = new ArrayList<>(checkOuts(user, 3));
    for (int i = 0; i < 200; i++) {
      String caller = "00-%032x-%016x-01".formatted(i + 1, i + 1);
      drafts.add(
          checkOut(user, UUID.randomUUID())
              .withCorrelation(new Correlation("request", "staff", caller)));
    }
    producer.publish(drafts);
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == 203);
    TestBus consumer = consumer(new Ledger());
    consumer.awaitLedger(203);

    assertThat(spans(SpanKind.PRODUCER)).hasSize(201);
    assertThat(spans(SpanKind.PRODUCER).get(0).getAttributes().asMap())
        .containsEntry(AttributeKey.longKey("messaging.batch.message_count"), 3L);
    assertThat(traceparents(203).stream().limit(3).distinct()).hasSize(1);
    assertThat(spans(SpanKind.CONSUMER))
        .allSatisfy(span -> assertThat(span.getLinks()).hasSizeLessThanOrEqualTo(100))
        .anySatisfy(span -> assertThat(span.getLinks()).hasSize(100));
  }

  @Test
  void spansTellOfFailuresButNothingPersonal() {
    String secret = "secret " + user;
    TestBus producer = traced(true);
    TestBus consumer =
        consumer((batch, tx) -> Future.failedFuture(new ArithmeticException(secret)));
    producer.publish(checkOut(user, UUID.randomUUID()).withCorrelation(REQUEST));
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 1);

    SpanData failed = spans(SpanKind.CONSUMER).get(0);
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(failed, "error.type")).isEqualTo(ArithmeticException.class.getName());
    assertThat(spans.getFinishedSpanItems())
        .allSatisfy(
            span -> assertThat(span.toString()).doesNotContain(user.toString(), "secret", "staff"));
  }

  @Test
  void withoutTracingTheCallersTraceparentTravelsOn() {
    TestBus producer = traced(false);
    producer.publish(checkOut(user, UUID.randomUUID()).withCorrelation(REQUEST));
    producer.publish(checkOut(user, UUID.randomUUID()));

    assertThat(traceparents(2)).containsExactly(REQUEST.traceparent(), null);
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  private List<SpanData> spans(SpanKind kind) {
    return spans.getFinishedSpanItems().stream().filter(span -> span.getKind() == kind).toList();
  }

  private static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private static String traceparent(SpanData span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
  }

  private List<String> traceparents(int records) {
    List<String> found = new ArrayList<>();
    TopicReader.read(kafka, buses.get(0).topic(), records)
        .forEach(
            kafkaRecord -> {
              var header = kafkaRecord.headers().lastHeader(EventHeaders.TRACEPARENT);
              found.add(header == null ? null : new String(header.value(), StandardCharsets.UTF_8));
            });
    return found;
  }

  private TestBus traced(boolean tracing) {
    TestBus bus =
        TestBus.producer(settings, builder -> tracing ? builder.tracing(telemetry) : builder);
    buses.add(bus);
    return bus;
  }

  private TestBus consumer(TransactionalHandler handler) {
    TestBus bus =
        TestBus.consumer(
            settings, handler, SubscriptionPolicy.DEFAULT, builder -> builder.tracing(telemetry));
    buses.add(bus);
    return bus;
  }
}
