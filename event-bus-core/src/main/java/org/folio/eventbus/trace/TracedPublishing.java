/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventType;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.outbox.Publishing;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;

/**
 * Creates one span for events that are published together, on one stream and for one caller, and
 * gives its context to the events. The span ends when the events are stored; it does not know
 * whether the caller's transaction commits.
 */
final class TracedPublishing implements Publishing {

  private static final String PUBLISH = "publish";
  private static final String SEND = "send";

  private final Tracer tracer;
  private final EventTopics topics;
  private final EventCatalog catalog;
  private final Publishing publishing;

  TracedPublishing(Tracer tracer, EventTopics topics, EventCatalog catalog, Publishing publishing) {
    this.tracer = tracer;
    this.topics = topics;
    this.catalog = catalog;
    this.publishing = publishing;
  }

  // Events of an unknown type, whose stream is not known, will be rejected.
  private record Origin(
      @Nullable String stream, @Nullable String traceparent, @Nullable String requestId) {}

  @Override
  public Future<List<PublishedEvent>> publish(TenantId tenant, List<EventDraft> events) {
    Map<Origin, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      places.computeIfAbsent(origin(events.get(i)), none -> new ArrayList<>()).add(i);
    }
    Map<Origin, Span> spans = new LinkedHashMap<>();
    List<EventDraft> traced = new ArrayList<>(events);
    places.forEach(
        (origin, members) -> {
          Span span = span(tenant, origin, members.size());
          spans.put(origin, span);
          String traceparent = TraceParent.write(span);
          if (traceparent != null) {
            members.forEach(i -> traced.set(i, within(events.get(i), traceparent)));
          }
        });
    return publishing
        .publish(tenant, traced)
        .onSuccess(
            stored ->
                spans.forEach(
                    (origin, span) ->
                        nameEvent(span, Objects.requireNonNull(places.get(origin)), stored)))
        .onComplete(done -> spans.values().forEach(span -> BusTracing.end(span, done)));
  }

  private Origin origin(EventDraft draft) {
    return new Origin(
        draft.stream() != null
            ? draft.stream()
            : catalog.type(draft.type()).map(EventType::stream).orElse(null),
        draft.correlation().traceparent(),
        draft.correlation().requestId());
  }

  private Span span(TenantId tenant, Origin origin, int events) {
    SpanBuilder builder =
        tracer
            .spanBuilder(origin.stream() == null ? PUBLISH : PUBLISH + " " + origin.stream())
            .setParent(TraceParent.in(Context.current(), origin.traceparent()))
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute(Attributes.SYSTEM, Attributes.KAFKA)
            .setAttribute(Attributes.OPERATION_NAME, PUBLISH)
            .setAttribute(Attributes.OPERATION_TYPE, SEND)
            .setAttribute(Attributes.TENANT, tenant.value());
    if (origin.stream() != null) {
      builder.setAttribute(Attributes.DESTINATION, topics.topic(tenant, origin.stream()));
    }
    if (events > 1) {
      builder.setAttribute(Attributes.BATCH_COUNT, (long) events);
    }
    return builder.startSpan();
  }

  private static void nameEvent(Span span, List<Integer> members, List<PublishedEvent> stored) {
    if (members.size() == 1) {
      span.setAttribute(Attributes.MESSAGE_ID, stored.get(members.get(0)).id().toString());
    }
  }

  private static EventDraft within(EventDraft draft, String traceparent) {
    Correlation given = draft.correlation();
    return draft.withCorrelation(given.withTraceparent(traceparent));
  }
}
