/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/**
 * {@code /pubsub/event-types} (contract: mod-pubsub). Unlike there, each tenant has its own types:
 * one tenant's description does not bind another's.
 */
public final class EventTypeRoutes implements RouteGroup {

  static final String PATH = "/pubsub/event-types";
  static final String NAME = "eventTypeName";
  static final String ONE = PATH + "/:" + NAME;

  private final TenantDatabase database;
  private final Mirror mirror;

  /**
   * Routes over a database.
   *
   * @param mirror hears of each change
   */
  public EventTypeRoutes(TenantDatabase database, Mirror mirror) {
    this.database = database;
    this.mirror = mirror;
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(this::list));
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(ONE).handler(Endpoint.handler(this::get));
    router.put(ONE).handler(Endpoint.handler(this::put));
    router.delete(ONE).handler(Endpoint.handler(this::delete));
  }

  private Future<Answer> list(RoutingContext ctx) {
    return database
        .withConnection(tenant(ctx), EventTypeTable::all)
        .map(
            found -> {
              JsonArray list = new JsonArray();
              found.forEach(one -> list.add(one.json()));
              return Answer.json(
                  200,
                  new JsonObject().put("eventDescriptors", list).put("totalRecords", list.size()));
            });
  }

  private Future<Answer> post(RoutingContext ctx) {
    TenantId tenant = tenant(ctx);
    EventDescriptor told = body(ctx);
    return database
        .withTransaction(
            tenant,
            (tx, schema) ->
                EventTypeTable.put(tx, schema, told)
                    .compose(stored -> EventTypeTable.find(tx, schema, told.eventType())))
        .map(
            stored -> {
              if (!stored.equals(Optional.of(told))) {
                throw HttpFailure.text(
                    400,
                    "Event descriptor for event type '%s' already exists and differs from the given one. Stored: %s"
                        .formatted(
                            told.eventType(),
                            stored.map(one -> one.json().encode()).orElse("none")));
              }
              return told;
            })
        .compose(same -> mirror.changed(ctx))
        .map(told201 -> Answer.json(201, told.json()));
  }

  private Future<Answer> get(RoutingContext ctx) {
    String name = ctx.pathParam(NAME);
    return database
        .withConnection(
            tenant(ctx), (connection, schema) -> EventTypeTable.find(connection, schema, name))
        .map(found -> Answer.json(200, found.orElseThrow(() -> unknown(name)).json()));
  }

  // The body names the type, as at mod-pubsub; a path that names another is a mistake.
  private Future<Answer> put(RoutingContext ctx) {
    TenantId tenant = tenant(ctx);
    EventDescriptor told = body(ctx);
    if (!told.eventType().equals(ctx.pathParam(NAME))) {
      return Future.failedFuture(
          HttpFailure.text(
              400,
              "The path names event type '%s' and the body '%s'"
                  .formatted(ctx.pathParam(NAME), told.eventType())));
    }
    return database
        .withConnection(
            tenant, (connection, schema) -> EventTypeTable.change(connection, schema, told))
        .compose(
            changed ->
                changed ? mirror.changed(ctx) : Future.failedFuture(unknown(told.eventType())))
        .map(mirrored -> Answer.json(200, told.json()));
  }

  private Future<Answer> delete(RoutingContext ctx) {
    String name = ctx.pathParam(NAME);
    return database
        .withTransaction(
            tenant(ctx),
            (tx, schema) ->
                ModuleTable.ofType(tx, schema, name)
                    .compose(
                        used ->
                            used.isEmpty()
                                ? EventTypeTable.remove(tx, schema, name)
                                : Future.failedFuture(inUse(name, used))))
        .compose(removed -> removed ? mirror.changed(ctx) : Future.failedFuture(unknown(name)))
        .map(mirrored -> Answer.noContent());
  }

  private static HttpFailure unknown(String name) {
    return HttpFailure.text(404, "Event type with name '" + name + "' was not found");
  }

  private static HttpFailure inUse(String name, List<MessagingModule> used) {
    return HttpFailure.text(
        400,
        "Event type '%s' cannot be deleted; these modules are registered for it: %s"
            .formatted(
                name,
                used.stream()
                    .map(MessagingModule::moduleId)
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  private static TenantId tenant(RoutingContext ctx) {
    return OkapiRequest.of(ctx).tenant();
  }

  private static EventDescriptor body(RoutingContext ctx) {
    return EventDescriptor.of(JsonBody.read(ctx, JsonBody.BAD_REQUEST), "");
  }
}
