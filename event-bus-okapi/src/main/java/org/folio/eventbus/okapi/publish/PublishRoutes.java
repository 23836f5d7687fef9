/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.quota.TenantQuotas;

/** {@code POST} of one event or an array of them: 201 when they are committed. */
public final class PublishRoutes implements RouteGroup {

  private final EventBus bus;
  private final TenantDatabase database;
  private final TenantQuotas quotas;
  private final String path;

  /**
   * The route of a module that publishes through the given bus.
   *
   * @param path the path for events, for example {@code /circulation-events}
   */
  public PublishRoutes(EventBus bus, TenantQuotas quotas, String path) {
    this.bus = bus;
    this.quotas = quotas;
    this.path = path;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.post(path).handler(Endpoint.handler(this::publish));
  }

  private Future<Answer> publish(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    quotas.check(tenant);
    EventRequest request = EventRequest.of(ctx);
    quotas.take(tenant, request.drafts().size(), JsonBody.length(ctx));
    return database
        .explaining(tenant, store(tenant, request))
        .map(published -> Answer.json(201, json(published)));
  }

  private Future<List<PublishedEvent>> store(TenantId tenant, EventRequest request) {
    return bus.publish(tenant, request.drafts())
        .recover(cause -> Future.failedFuture(explained(cause, request)));
  }

  private static Throwable explained(Throwable cause, EventRequest request) {
    if (cause instanceof InvalidEventException invalid) {
      return HttpFailure.invalid(request.paths(invalid.violations()));
    }
    if (PublishFailure.isCollision(cause)) {
      return HttpFailure.text(
          503,
          "Another request published at the same time; nothing was stored. Repeat the request",
          cause);
    }
    return cause;
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
