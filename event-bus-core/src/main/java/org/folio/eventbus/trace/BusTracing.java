/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.AsyncResult;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.outbox.Publishing;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;

/** The tracing of one bus; without OpenTelemetry there is none. */
public final class BusTracing {

  private static final String INSTRUMENTATION = "org.folio.eventbus";

  private final @Nullable Tracer tracer;
  private final EventTopics topics;

  /**
   * Traces with the given implementation.
   *
   * @param telemetry null traces nothing
   */
  public BusTracing(@Nullable OpenTelemetry telemetry, EventTopics topics) {
    this.tracer = telemetry == null ? null : telemetry.getTracer(INSTRUMENTATION);
    this.topics = topics;
  }

  /** Creates spans of publications. */
  public Publishing publishing(Publishing publishing, EventCatalog catalog) {
    return tracer == null ? publishing : new TracedPublishing(tracer, topics, catalog, publishing);
  }

  /** Creates spans of handling. */
  public Subscription subscription(
      Subscription subscription, EventBusSettings settings, ModuleSchema module) {
    if (tracer == null) {
      return subscription;
    }
    String group = SubscriptionContext.group(settings, module, subscription.name());
    ProcessSpans spans = new ProcessSpans(tracer, topics, subscription, group);
    return subscription.handledBy(
        subscription.handler() instanceof ExternalHandler external
            ? spans.around(external)
            : spans.around((TransactionalHandler) subscription.handler()));
  }

  /** Ends a span. Only the kind of a failure is recorded: its text may quote an event. */
  static void end(Span span, AsyncResult<?> result) {
    if (result.failed()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(Attributes.ERROR_TYPE, result.cause().getClass().getName());
    }
    span.end();
  }
}
