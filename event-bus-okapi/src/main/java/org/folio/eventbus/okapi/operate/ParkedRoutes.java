/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedKeyChoice;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.admin.parked.Release;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * {@code /event-bus/parked} and {@code /event-bus/gaps/skip}: parked and missing events, and
 * actions on them.
 */
public final class ParkedRoutes implements RouteGroup {

  private final EventBus bus;
  private final ParkedActions actions;
  private final TenantDatabase database;

  /** Routes for the given bus. */
  public ParkedRoutes(EventBus bus) {
    this.bus = bus;
    this.actions = bus.admin().parked();
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/parked").handler(Endpoint.handler(this::parked));
    router.get("/event-bus/parked/causes").handler(Endpoint.handler(this::causes));
    router.get("/event-bus/parked/events").handler(Endpoint.handler(this::events));
    router.post("/event-bus/parked/release").handler(Endpoint.handler(this::release));
    router.post("/event-bus/parked/retry").handler(Endpoint.handler(this::retry));
    router.post("/event-bus/parked/discard").handler(Endpoint.handler(this::discard));
    router.post("/event-bus/gaps/skip").handler(Endpoint.handler(this::skip));
  }

  private Future<Answer> parked(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return collection(ctx, tenant, "parked", bus.admin().parked().keys(tenant), ActionJson::of);
  }

  private Future<Answer> causes(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return collection(ctx, tenant, "causes", actions.causes(tenant), ActionJson::of);
  }

  private Future<Answer> events(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    String subscription = ctx.queryParams().get("subscription");
    if (subscription == null || subscription.isBlank()) {
      throw HttpFailure.text(400, "Parameter subscription is missing");
    }
    String eventId = ctx.queryParams().get("eventId");
    if (eventId != null && EventId.parse(eventId).isEmpty()) {
      throw HttpFailure.text(400, "Invalid event id: \"" + eventId + "\"");
    }
    String stream = ctx.queryParams().get("stream");
    String key = ctx.queryParams().get("key");
    if ((stream == null) != (key == null)) {
      throw HttpFailure.text(400, "Give stream and key together");
    }
    ParkedKeyChoice choice;
    try {
      choice =
          new ParkedKeyChoice(
              key == null ? null : new StreamKey(stream, key), EventId.parse(eventId).orElse(null));
    } catch (IllegalArgumentException e) {
      throw HttpFailure.text(400, String.valueOf(e.getMessage()), e);
    }
    return collection(
        ctx, tenant, "events", actions.events(tenant, subscription, choice), ActionJson::of);
  }

  private Future<Answer> release(RoutingContext ctx) {
    ActionRequest request = ActionRequest.of(ctx);
    return answer(
        ctx,
        request,
        () -> request.has("cause") ? releaseCause(request) : releaseKey(request),
        ActionJson::of);
  }

  private Future<Release> releaseKey(ActionRequest request) {
    return actions.release(
        request.tenant(),
        request.text("subscription"),
        choice(request),
        request.why(),
        request.dryRun());
  }

  private Future<Release> releaseCause(ActionRequest request) {
    if (request.has("key") || request.has("stream") || request.has("eventId")) {
      throw ActionRequest.invalid("cause", null, "must not be given together with a key");
    }
    Long after = request.optionalNumber("after");
    Long upTo = request.optionalNumber("upTo");
    return actions.releaseCause(
        request.tenant(),
        request.text("subscription"),
        request.text("cause"),
        after == null ? 0 : after,
        upTo == null ? Long.MAX_VALUE : upTo,
        request.why(),
        request.dryRun());
  }

  private Future<Answer> retry(RoutingContext ctx) {
    ActionRequest request = ActionRequest.of(ctx);
    return answer(
        ctx,
        request,
        () ->
            actions.retry(
                request.tenant(),
                request.text("subscription"),
                request.id("eventId"),
                request.object("payload").encode(),
                request.why(),
                request.dryRun()),
        ActionJson::of);
  }

  private Future<Answer> discard(RoutingContext ctx) {
    ActionRequest request = ActionRequest.of(ctx);
    return answer(
        ctx,
        request,
        () ->
            actions.discard(
                request.tenant(),
                request.text("subscription"),
                request.has("eventId")
                    ? ParkedPlace.of(request.id("eventId"))
                    : new ParkedPlace(
                        null,
                        request.text("topic"),
                        request.integer("partition"),
                        request.number("offset")),
                request.why(),
                request.dryRun()),
        ActionJson::of);
  }

  private Future<Answer> skip(RoutingContext ctx) {
    ActionRequest request = ActionRequest.of(ctx);
    return answer(
        ctx,
        request,
        () -> {
          long first = request.number("firstSequence");
          Long last = request.optionalNumber("lastSequence");
          return actions.skip(
              request.tenant(),
              request.text("subscription"),
              new StreamKey(request.text("stream"), request.key()),
              new SequenceRange(first, last == null ? first : last),
              request.why(),
              request.dryRun());
        },
        ActionJson::of);
  }

  private static ParkedKeyChoice choice(ActionRequest request) {
    return request.has("eventId")
        ? new ParkedKeyChoice(null, request.id("eventId"))
        : new ParkedKeyChoice(new StreamKey(request.text("stream"), request.key()), null);
  }

  private <T> Future<Answer> answer(
      RoutingContext ctx,
      ActionRequest request,
      Supplier<Future<T>> action,
      Function<T, JsonObject> json) {
    Disclosure disclosure = Disclosure.of(ctx, bus).knowing(key(request));
    return ActionRequest.understood(
            database.explaining(
                request.tenant(), Future.succeededFuture().compose(begun -> action.get())))
        .compose(result -> disclosure.answer(json.apply(result)));
  }

  private static @Nullable String key(ActionRequest request) {
    return request.optionalKey();
  }

  private <T> Future<Answer> collection(
      RoutingContext ctx,
      TenantId tenant,
      String name,
      Future<? extends Collection<T>> members,
      Function<T, JsonObject> json) {
    Disclosure disclosure = Disclosure.of(ctx, bus);
    return ActionRequest.understood(database.explaining(tenant, members))
        .compose(
            found ->
                disclosure.answer(
                    new JsonObject()
                        .put(name, new JsonArray(found.stream().map(json).toList()))
                        .put("totalRecords", found.size())));
  }
}
