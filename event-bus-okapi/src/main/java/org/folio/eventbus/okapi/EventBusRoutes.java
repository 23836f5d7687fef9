/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.Violation;
import org.folio.eventbus.consume.SlowBatch;
import org.folio.eventbus.consume.SubscriptionStatus;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.park.Justification;
import org.folio.eventbus.park.ParkedKey;
import org.folio.eventbus.park.ReleaseResult;
import org.jspecify.annotations.Nullable;

/**
 * {@code /event-bus/...}: what the bus of this process is doing, and the release of parked events.
 */
public final class EventBusRoutes implements RouteGroup {

  private static final String UNKNOWN_OPERATOR = "unknown";

  private final EventBus bus;
  private final TenantDatabase database;

  /** Routes to the given bus. */
  public EventBusRoutes(EventBus bus) {
    this.bus = bus;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/subscriptions").handler(Endpoint.handler(this::subscriptions));
    router.get("/event-bus/outbox").handler(Endpoint.handler(this::outbox));
    router.get("/event-bus/parked").handler(Endpoint.handler(this::parked));
    router.post("/event-bus/parked/release").handler(Endpoint.handler(this::release));
  }

  private Future<Answer> subscriptions(RoutingContext ctx) {
    OkapiRequest.of(ctx);
    return bus.subscriptions()
        .map(
            statuses ->
                collection("subscriptions", statuses.stream().map(EventBusRoutes::json).toList()));
  }

  private Future<Answer> outbox(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .explaining(tenant, bus.outbox(tenant))
        .map(
            backlog ->
                Answer.json(
                    200,
                    new JsonObject()
                        .put("events", backlog.events())
                        .put("oldestAgeSeconds", backlog.oldestAge())));
  }

  private Future<Answer> parked(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .explaining(tenant, bus.parked(tenant))
        .map(keys -> collection("parked", keys.stream().map(EventBusRoutes::json).toList()));
  }

  private Future<Answer> release(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    JsonObject body = JsonBody.read(ctx);
    String subscription = required(body, "subscription");
    StreamKey key = new StreamKey(required(body, "stream"), required(body, "key"));
    Justification why =
        new Justification(
            required(body, "reason"),
            Objects.requireNonNullElse(request.userId(), UNKNOWN_OPERATOR));
    if (!subscription.equals(OutboxTable.RELAY)
        && !bus.subscriptionNames().contains(subscription)) {
      throw invalid(
          "subscription",
          subscription,
          "must be one of " + String.join(", ", bus.subscriptionNames()));
    }
    return database
        .explaining(request.tenant(), bus.release(request.tenant(), subscription, key, why))
        .map(result -> Answer.json(200, json(result)));
  }

  private static String required(JsonObject body, String name) {
    Object value = body.getValue(name);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw invalid(
        name, value == null ? null : value.toString(), "must be a text that is not blank");
  }

  private static HttpFailure invalid(String name, @Nullable String value, String message) {
    return HttpFailure.invalid(List.of(new Violation(name, value, message, ErrorBody.NO_CODE)));
  }

  private static Answer collection(String name, List<JsonObject> members) {
    return Answer.json(
        200,
        new JsonObject().put(name, new JsonArray(members)).put("totalRecords", members.size()));
  }

  private static JsonObject json(SubscriptionStatus status) {
    return new JsonObject()
        .put("name", status.name())
        .put("stream", status.stream())
        .put("group", status.group())
        .put("partitions", status.partitions())
        .put("inMemory", status.inMemory())
        .put("unread", status.unread())
        .put("oldestMillis", status.oldestMillis())
        .put("applied", status.applied())
        .put("duplicates", status.duplicates())
        .put("parked", status.parked())
        .put("slow", new JsonArray(status.slow().stream().map(EventBusRoutes::json).toList()))
        .put("problems", new JsonArray(status.problems()));
  }

  // Without the payload, which may hold personal data.
  private static JsonObject json(SlowBatch batch) {
    return new JsonObject()
        .put("partition", batch.partition())
        .put("key", batch.first().key())
        .put("sequence", batch.first().sequence())
        .put("eventId", batch.first().id().toString())
        .put("events", batch.events())
        .put("seconds", batch.age().toSeconds());
  }

  private static JsonObject json(ParkedKey key) {
    return new JsonObject()
        .put("subscription", key.subscription())
        .put("stream", key.stream())
        .put("key", key.key())
        .put("events", key.events())
        .put("firstSequence", key.firstSequence())
        .put("since", key.since().toString())
        .put("eventId", key.eventId() == null ? null : key.eventId().toString())
        .put("type", key.type())
        .put("cause", key.cause())
        .put("unreadable", key.unreadable());
  }

  private static JsonObject json(ReleaseResult result) {
    return new JsonObject()
        .put("released", result.released())
        .put("remaining", result.remaining())
        .put("cause", result.cause());
  }
}
