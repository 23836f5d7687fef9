/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.PublicationCollisionException;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;

/** {@code POST /circulation-events}: 201 when the events are committed. */
final class CirculationEventRoutes implements RouteGroup {

  // Another transaction published the same new event id in the same moment, or two batches locked
  // their keys in each other's way. Nothing was stored; the same request succeeds when repeated.
  private static final List<String> COLLISION = List.of("23505", "40001", "40P01");

  private final EventBus bus;
  private final TenantDatabase database;

  CirculationEventRoutes(EventBus bus) {
    this.bus = bus;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.post("/circulation-events").handler(Endpoint.handler(this::publish));
  }

  private Future<Answer> publish(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    EventRequest request = EventRequest.of(ctx);
    return database
        .explaining(tenant, store(tenant, request))
        .map(published -> Answer.json(201, json(published)));
  }

  private Future<List<PublishedEvent>> store(TenantId tenant, EventRequest request) {
    return bus.pool()
        .withTransaction(tx -> bus.publisher().publish(tx, tenant, request.drafts()))
        .recover(cause -> Future.failedFuture(explained(cause, request)));
  }

  private static Throwable explained(Throwable cause, EventRequest request) {
    if (cause instanceof InvalidEventException invalid) {
      return HttpFailure.invalid(request.paths(invalid.violations()));
    }
    if (isCollision(cause)) {
      return HttpFailure.text(
          503,
          "Another request published at the same time; nothing was stored. Repeat the request",
          cause);
    }
    return cause;
  }

  private static boolean isCollision(Throwable cause) {
    return cause instanceof PublicationCollisionException
        || cause instanceof PgException refused && COLLISION.contains(refused.getSqlState());
  }

  private static JsonObject json(List<PublishedEvent> published) {
    JsonArray events = new JsonArray();
    for (PublishedEvent event : published) {
      events.add(
          new JsonObject()
              .put("id", event.id().toString())
              .put("type", event.type())
              .put("stream", event.stream())
              .put("key", event.key())
              .put("sequence", event.sequence())
              .put("repeated", event.repeated()));
    }
    return new JsonObject().put("events", events).put("totalRecords", published.size());
  }
}
