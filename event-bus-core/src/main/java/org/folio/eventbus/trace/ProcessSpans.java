/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.topic.EventTopics;

/**
 * A span for each call of a subscription's handler. It is current during the call, so that spans
 * which the handler starts at once become its children.
 */
final class ProcessSpans {

  /** SDKs keep 128 links of a span by default and drop the others. */
  static final int MOST_LINKS = 100;

  private static final String PROCESS = "process";

  private final Tracer tracer;
  private final EventTopics topics;
  private final Subscription subscription;
  private final String group;

  ProcessSpans(Tracer tracer, EventTopics topics, Subscription subscription, String group) {
    this.tracer = tracer;
    this.topics = topics;
    this.subscription = subscription;
    this.group = group;
  }

  TransactionalHandler around(TransactionalHandler handler) {
    return (batch, tx) -> call(batch.events(), () -> handler.handle(batch, tx));
  }

  ExternalHandler around(ExternalHandler handler) {
    return new ExternalHandler() {
      @Override
      public Future<Void> handle(Event event) {
        return call(List.of(event), () -> handler.handle(event));
      }

      @Override
      public Future<Boolean> reach(Event event) {
        return call(List.of(event), () -> handler.reach(event));
      }
    };
  }

  private <T> Future<T> call(List<Event> events, Supplier<Future<T>> handler) {
    Span span = span(events);
    Future<T> handled;
    try (Scope current = Context.root().with(span).makeCurrent()) {
      handled = handler.get();
    } catch (RuntimeException e) {
      handled = Future.failedFuture(e);
    }
    return handled.onComplete(done -> BusTracing.end(span, done));
  }

  private Span span(List<Event> events) {
    Event first = events.get(0);
    SpanBuilder builder =
        tracer
            .spanBuilder(PROCESS + " " + subscription.stream())
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(Attributes.SYSTEM, Attributes.KAFKA)
            .setAttribute(Attributes.OPERATION_NAME, PROCESS)
            .setAttribute(Attributes.OPERATION_TYPE, PROCESS)
            .setAttribute(
                Attributes.DESTINATION, topics.topic(first.tenant(), subscription.stream()))
            .setAttribute(Attributes.GROUP, group)
            .setAttribute(Attributes.SUBSCRIPTION, subscription.name())
            .setAttribute(Attributes.TENANT, first.tenant().value());
    if (events.size() == 1) {
      builder.setAttribute(Attributes.MESSAGE_ID, first.id().toString());
    } else {
      builder.setAttribute(Attributes.BATCH_COUNT, (long) events.size());
    }
    events.stream()
        .map(event -> event.correlation().traceparent())
        .distinct()
        .map(TraceParent::read)
        .filter(SpanContext::isValid)
        .limit(MOST_LINKS)
        .forEach(builder::addLink);
    return builder.startSpan();
  }
}
