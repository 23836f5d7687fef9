/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * The history of events, and kept payloads (contract: mod-pubsub 1.11). Rows of a delivery also
 * name the subscriber, which mod-pubsub cannot.
 */
public final class AuditRoutes implements RouteGroup {

  private static final String HISTORY = "/pubsub/history";
  private static final String PAYLOAD = "/pubsub/audit-messages/:eventId/payload";

  /** The contract has no paging; more rows in one answer would not fit into memory. */
  static final int MOST_ROWS = 10_000;

  private static final String FIND =
      """
      SELECT id, event_id, event_type, correlation_id, created_by, published_by, audit_date, state,
             error_message, subscriber
        FROM "%s".pubsub_audit
       WHERE audit_date BETWEEN $1 AND $2 AND state <> 'SHADOWED'
         AND ($3::uuid IS NULL OR event_id = $3) AND ($4::text IS NULL OR event_type = $4)
         AND ($5::text IS NULL OR correlation_id = $5)
       ORDER BY audit_date, id LIMIT $6
      """;

  private static final String FIND_PAYLOAD =
      "SELECT content FROM \"%s\".pubsub_payload WHERE event_id = $1";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final TenantDatabase database;

  /** Routes over a database. */
  public AuditRoutes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get(HISTORY).handler(Endpoint.handler(this::history));
    router.get(PAYLOAD).handler(Endpoint.handler(this::payload));
  }

  private Future<Answer> history(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    DateRange range = DateRange.of(parameter(ctx, "startDate"), parameter(ctx, "endDate"));
    String id = parameter(ctx, "eventId");
    UUID eventId = id == null ? null : uuid(id);
    Tuple values =
        Tuple.of(
            range.start(),
            range.end(),
            eventId,
            parameter(ctx, "eventType"),
            parameter(ctx, "correlationId"),
            MOST_ROWS + 1);
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                connection.preparedQuery(FIND.formatted(schema)).execute(values))
        .map(
            rows -> {
              if (rows.size() > MOST_ROWS) {
                throw HttpFailure.text(
                    400,
                    "More than %s messages are in this range; ask for a shorter one"
                        .formatted(MOST_ROWS));
              }
              JsonArray list = new JsonArray();
              rows.forEach(row -> list.add(message(tenant, row)));
              return Answer.json(
                  200,
                  new JsonObject().put("auditMessages", list).put("totalRecords", list.size()));
            });
  }

  private Future<Answer> payload(RoutingContext ctx) {
    UUID eventId = uuid(ctx.pathParam("eventId"));
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) ->
                connection.preparedQuery(FIND_PAYLOAD.formatted(schema)).execute(Tuple.of(eventId)))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw HttpFailure.text(
                    404,
                    "The payload of event %s is not kept; payloads are kept with EVENT_PAYLOAD_AUDIT_ENABLED=true"
                        .formatted(eventId));
              }
              return Answer.json(
                  200,
                  new JsonObject()
                      .put("eventId", eventId.toString())
                      .put("content", rows.iterator().next().getString("content")));
            });
  }

  private static JsonObject message(TenantId tenant, Row row) {
    JsonObject message =
        new JsonObject()
            .put("id", row.getUUID("id").toString())
            .put("eventId", row.getUUID("event_id").toString())
            .put("eventType", row.getString("event_type"));
    put(message, "correlationId", row.getString("correlation_id"));
    message.put("tenantId", tenant.value());
    put(message, "createdBy", row.getString("created_by"));
    OffsetDateTime date = row.getOffsetDateTime("audit_date");
    message
        .put("publishedBy", row.getString("published_by"))
        .put("auditDate", DATE.format(date))
        .put("state", row.getString("state"));
    put(message, "errorMessage", row.getString("error_message"));
    put(message, "subscriber", row.getString("subscriber"));
    return message;
  }

  private static void put(JsonObject message, String name, @Nullable String value) {
    if (value != null) {
      message.put(name, value);
    }
  }

  private static @Nullable String parameter(RoutingContext ctx, String name) {
    String value = ctx.request().getParam(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static UUID uuid(String text) {
    return StrictUuid.parse(text)
        .orElseThrow(() -> HttpFailure.text(400, "The event id must be a UUID"));
  }
}
