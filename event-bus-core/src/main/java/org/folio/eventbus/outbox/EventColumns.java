/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Operation;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.wire.EventHeaders;
import org.jspecify.annotations.Nullable;

/** Maps an event to the columns of outbox and journal. */
final class EventColumns {

  private EventColumns() {}

  /** The event of a row. */
  static Event event(TenantId tenant, Row row) {
    JsonObject headers = row.getJsonObject("headers");
    UUID operation = row.getUUID("operation_id");
    return new Event(
        row.getUUID("id"),
        row.getString("type"),
        tenant,
        row.getString("aggregatetype"),
        row.getString("aggregateid"),
        row.getLong("sequence"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("payload"),
        new Correlation(
            headers.getString(EventHeaders.REQUEST_ID),
            headers.getString(EventHeaders.USER_ID),
            headers.getString(EventHeaders.TRACEPARENT),
            headers.getString(EventHeaders.DERIVED_FROM)),
        operation == null
            ? null
            : new Operation(
                operation, row.getInteger("operation_index"), row.getInteger("operation_size")));
  }

  /** The correlation with its request, as JSON text. */
  static String headers(Correlation correlation) {
    JsonObject headers = new JsonObject();
    putIfPresent(headers, EventHeaders.REQUEST_ID, correlation.requestId());
    putIfPresent(headers, EventHeaders.USER_ID, correlation.userId());
    putIfPresent(headers, EventHeaders.TRACEPARENT, correlation.traceparent());
    putIfPresent(headers, EventHeaders.DERIVED_FROM, correlation.derivedFrom());
    return headers.encode();
  }

  private static void putIfPresent(JsonObject headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  /** A part of its operation, if it belongs to one. */
  static <T> @Nullable T part(NewEvent event, Function<Operation, T> part) {
    return event.operation() == null ? null : part.apply(event.operation());
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** One column of several events. */
  @SuppressWarnings("unchecked")
  static <T> T[] column(
      List<NewEvent> events, Class<T> type, Function<NewEvent, @Nullable T> value) {
    T[] column = (T[]) Array.newInstance(type, events.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(events.get(i));
    }
    return column;
  }
}
