/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.admin.LagPeak;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.diagnosis.SubscriptionBacklog;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/** {@code /event-bus/subscriptions} and {@code /event-bus/outbox}: the state of the bus. */
public final class EventBusRoutes implements RouteGroup {

  private static final double MILLIS = 1_000.0;

  private final EventBus bus;
  private final Function<TenantId, List<String>> warnings;
  private final TenantDatabase database;

  /**
   * Routes for the given bus.
   *
   * @param warnings what the module knows beyond that about a tenant
   */
  public EventBusRoutes(EventBus bus, Function<TenantId, List<String>> warnings) {
    this.bus = bus;
    this.warnings = warnings;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/subscriptions").handler(Endpoint.handler(this::subscriptions));
    router.get("/event-bus/outbox").handler(Endpoint.handler(this::outbox));
  }

  private Future<Answer> subscriptions(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    boolean trend = Flag.of(ctx, "trend");
    EventBusAdmin admin = bus.admin();
    Future<List<SubscriptionStatus>> statuses = admin.subscriptions(tenant);
    Future<Map<String, SubscriptionBacklog>> backlogs = admin.diagnosis().backlogs(tenant);
    // Without the database the rest is worth telling.
    Future<Optional<Map<String, List<LagPeak>>>> peaks =
        trend
            ? admin.lagPeaks(tenant).map(Optional::of).otherwise(Optional.empty())
            : Future.succeededFuture(Optional.empty());
    return Future.all(statuses, backlogs, peaks)
        .compose(
            read -> {
              JsonObject json = json(statuses.result(), backlogs.result());
              peaks.result().ifPresent(known -> addTrend(json, known));
              return disclosure.answer(json.put("warnings", new JsonArray(warnings.apply(tenant))));
            });
  }

  private static void addTrend(JsonObject json, Map<String, List<LagPeak>> peaks) {
    for (Object one : json.getJsonArray("subscriptions")) {
      JsonObject subscription = (JsonObject) one;
      subscription.put(
          "trend",
          new JsonArray(
              peaks.getOrDefault(subscription.getString("name"), List.of()).stream()
                  .map(EventBusRoutes::json)
                  .toList()));
    }
  }

  private static JsonObject json(LagPeak peak) {
    return new JsonObject()
        .put("from", peak.from().toString())
        .put("lagEvents", peak.events())
        .put("lagSeconds", peak.seconds());
  }

  private Future<Answer> outbox(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .explaining(tenant, bus.admin().outbox(tenant))
        .map(
            backlog ->
                Answer.json(
                    200,
                    new JsonObject()
                        .put("events", backlog.events())
                        .put("oldestAgeSeconds", backlog.oldestAge())));
  }

  private static JsonObject json(
      List<SubscriptionStatus> statuses, Map<String, SubscriptionBacklog> backlogs) {
    return new JsonObject()
        .put(
            "subscriptions",
            new JsonArray(
                statuses.stream()
                    .map(status -> json(status, backlogs.get(status.name())))
                    .toList()))
        .put("totalRecords", statuses.size());
  }

  private static JsonObject json(SubscriptionStatus status, @Nullable SubscriptionBacklog backlog) {
    JsonObject json =
        new JsonObject()
            .put("name", status.name())
            .put("stream", status.stream())
            .put("group", status.group())
            .put("partitions", status.partitions())
            .put("inMemory", status.inMemory())
            .put("inFlight", status.inFlight())
            .put("unread", status.unread())
            .put("lagEvents", status.unread() + status.inMemory())
            .put("lagSeconds", status.oldestMillis() / MILLIS)
            .put("oldestMillis", status.oldestMillis())
            .put("applied", status.applied())
            .put("duplicates", status.duplicates())
            .put("parked", status.parked())
            .put("slow", new JsonArray(status.slow().stream().map(EventBusRoutes::json).toList()))
            .put("problems", new JsonArray(status.problems()));
    if (backlog != null) {
      json.put("parkedKeys", backlog.parkedKeys())
          .put("parkedEvents", backlog.parkedEvents())
          .put("openGaps", backlog.openGaps());
    }
    if (status.lastError() != null) {
      json.put(
          "lastError",
          new JsonObject()
              .put("at", status.lastError().at().toString())
              .put("message", status.lastError().message()));
    }
    if (status.oldest() != null) {
      json.put("oldestUnfinished", json(status.oldest()));
    }
    return json;
  }

  private static JsonObject json(SubscriptionStatus.OldestEvent oldest) {
    return new JsonObject()
        .put("eventId", oldest.event().id().toString())
        .put("type", oldest.event().type())
        .put("key", oldest.event().key())
        .put("sequence", oldest.event().sequence())
        .put("partition", oldest.partition())
        .put("sentAt", oldest.sentAt().toString());
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
}
