/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.base.wire.EventHeaders;
import org.jspecify.annotations.Nullable;

/** The W3C header {@code traceparent} as a span context and back. */
final class TraceParent {

  private static final TextMapGetter<String> GETTER =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(EventHeaders.TRACEPARENT) ? carrier : null;
        }
      };

  private TraceParent() {}

  /** The given context with the header's span; the context itself if the header has none. */
  static Context in(Context context, @Nullable String traceparent) {
    return traceparent == null
        ? context
        : W3CTraceContextPropagator.getInstance().extract(context, traceparent, GETTER);
  }

  /** The span that the header names; not valid if it names none. */
  static SpanContext read(@Nullable String traceparent) {
    return Span.fromContext(in(Context.root(), traceparent)).getSpanContext();
  }

  /** The header of a span; null if the span is not valid. */
  static @Nullable String write(Span span) {
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(span), headers, (map, name, value) -> map.put(name, value));
    return headers.get(EventHeaders.TRACEPARENT);
  }
}
