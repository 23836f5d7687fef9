/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.Errors;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * The routes of publishers, subscribers and messaging modules (contract: mod-pubsub). They stay
 * within the tenant of the request, also where mod-pubsub does not.
 */
public final class ModuleRoutes implements RouteGroup {

  private static final String DECLARE = EventTypeRoutes.PATH + "/declare";
  private static final String MODULES = "/pubsub/messaging-modules";
  private static final String MODULE_ID = "moduleId";
  private static final String MODULE_ROLE = "moduleRole";
  private static final String DESCRIPTORS = "eventDescriptors";
  private static final String DEFINITIONS = "subscriptionDefinitions";
  private static final String EVENT_TYPE = "eventType";
  private static final String CALLBACK = "callbackAddress";

  private final TenantDatabase database;
  private final Mirror mirror;
  private final SubscriptionLimit limit;

  /**
   * Routes over a database.
   *
   * @param mirror hears of each change
   */
  public ModuleRoutes(TenantDatabase database, Mirror mirror, SubscriptionLimit limit) {
    this.database = database;
    this.mirror = mirror;
    this.limit = limit;
  }

  @Override
  public void mount(Router router) {
    router.post(DECLARE + "/publisher").handler(Endpoint.handler(this::declarePublisher));
    router.post(DECLARE + "/subscriber").handler(Endpoint.handler(this::declareSubscriber));
    mount(router, "/publishers", Role.PUBLISHER);
    mount(router, "/subscribers", Role.SUBSCRIBER);
    router.delete(MODULES).handler(Endpoint.handler(this::deleteModule));
  }

  private void mount(Router router, String suffix, Role role) {
    String path = EventTypeRoutes.ONE + suffix;
    router.get(path).handler(Endpoint.handler(ctx -> list(ctx, role)));
    router.delete(path).handler(Endpoint.handler(ctx -> delete(ctx, role)));
  }

  private Future<Answer> list(RoutingContext ctx, Role role) {
    TenantId tenant = tenant(ctx);
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                ModuleTable.ofType(connection, schema, ctx.pathParam(EventTypeRoutes.NAME)))
        .map(
            found -> {
              JsonArray list = new JsonArray();
              found.stream()
                  .filter(one -> one.role() == role)
                  .forEach(one -> list.add(one.json(tenant)));
              return Answer.json(
                  200,
                  new JsonObject().put("messagingModules", list).put("totalRecords", list.size()));
            });
  }

  private Future<Answer> declarePublisher(RoutingContext ctx) {
    TenantId tenant = tenant(ctx);
    BodyFields fields = new BodyFields(body(ctx)).text(MODULE_ID).objects(DESCRIPTORS).check();
    String moduleId = fields.get(MODULE_ID, String.class);
    List<EventDescriptor> descriptors = new ArrayList<>();
    each(
        fields.get(DESCRIPTORS, JsonArray.class),
        DESCRIPTORS,
        (json, path) -> descriptors.add(EventDescriptor.of(json, path)));
    refuseTwice(descriptors.stream().map(EventDescriptor::eventType).toList(), DESCRIPTORS);
    return database
        .withTransaction(tenant, (tx, schema) -> publisher(tx, schema, moduleId, descriptors))
        .compose(declared -> mirror.changed(ctx))
        .map(mirrored -> created());
  }

  private static Future<Void> publisher(
      SqlConnection tx, String schema, String moduleId, List<EventDescriptor> descriptors) {
    return EventTypeTable.named(
            tx, schema, descriptors.stream().map(EventDescriptor::eventType).toList())
        .compose(
            stored -> {
              List<ErrorBody> errors = new ArrayList<>();
              for (EventDescriptor told : descriptors) {
                unlike(told, stored).ifPresent(errors::add);
              }
              return errors.isEmpty()
                  ? replace(
                      tx,
                      schema,
                      descriptors.stream()
                          .map(
                              one ->
                                  MessagingModule.of(one.eventType(), moduleId, Role.PUBLISHER, ""))
                          .toList())
                  : Future.failedFuture(HttpFailure.errors(400, new Errors(errors)));
            });
  }

  private static Optional<ErrorBody> unlike(
      EventDescriptor told, Map<String, EventDescriptor> stored) {
    EventDescriptor known = stored.get(told.eventType());
    if (told.equals(known)) {
      return Optional.empty();
    }
    String problem =
        known == null
            ? "Event type '%s' does not exist".formatted(told.eventType())
            : "The descriptor of event type '%s' differs from the stored one: %s"
                .formatted(told.eventType(), known.json().encode());
    return Optional.of(ErrorBody.of(problem, EVENT_TYPE, told.eventType()));
  }

  private Future<Answer> declareSubscriber(RoutingContext ctx) {
    TenantId tenant = tenant(ctx);
    BodyFields fields = new BodyFields(body(ctx)).text(MODULE_ID).objects(DEFINITIONS).check();
    String moduleId = fields.get(MODULE_ID, String.class);
    List<MessagingModule> modules = new ArrayList<>();
    each(
        fields.get(DEFINITIONS, JsonArray.class),
        DEFINITIONS,
        (json, path) -> {
          BodyFields one = new BodyFields(json, path).text(EVENT_TYPE).text(CALLBACK).check();
          String callback = one.get(CALLBACK, String.class);
          CallbackAddress.problem(callback)
              .ifPresent(
                  problem -> {
                    throw HttpFailure.invalid(ErrorBody.of(problem, path + CALLBACK, callback));
                  });
          modules.add(
              MessagingModule.of(
                  one.get(EVENT_TYPE, String.class), moduleId, Role.SUBSCRIBER, callback));
        });
    refuseTwice(modules.stream().map(MessagingModule::eventType).toList(), DEFINITIONS);
    return database
        .withTransaction(
            tenant,
            (tx, schema) ->
                limit.keep(
                    tx,
                    schema,
                    () ->
                        temporaryTypes(tx, schema, modules)
                            .compose(exist -> replace(tx, schema, modules))))
        .compose(declared -> mirror.changed(ctx))
        .map(mirrored -> created());
  }

  private static Future<Void> temporaryTypes(
      SqlConnection tx, String schema, List<MessagingModule> modules) {
    return EventTypeTable.putAll(
        tx,
        schema,
        modules.stream().map(one -> EventDescriptor.temporary(one.eventType())).toList());
  }

  // An empty list leaves the registrations of before, as at mod-pubsub.
  private static Future<Void> replace(
      SqlConnection tx, String schema, List<MessagingModule> modules) {
    return modules.isEmpty() ? Future.succeededFuture() : ModuleTable.replace(tx, schema, modules);
  }

  private Future<Answer> delete(RoutingContext ctx, Role role) {
    String eventType = ctx.pathParam(EventTypeRoutes.NAME);
    String moduleId = parameter(ctx, MODULE_ID);
    return database
        .withConnection(
            tenant(ctx),
            (connection, schema) ->
                moduleId == null
                    ? ModuleTable.removeAll(connection, schema, role, eventType)
                    : ModuleTable.remove(
                        connection, schema, role, MessagingModule.product(moduleId), eventType))
        .compose(removed -> mirror.changed(ctx))
        .map(mirrored -> Answer.noContent());
  }

  private Future<Answer> deleteModule(RoutingContext ctx) {
    TenantId tenant = tenant(ctx);
    String moduleId = parameter(ctx, MODULE_ID);
    Role role = role(parameter(ctx, MODULE_ROLE));
    if (moduleId == null) {
      throw HttpFailure.text(400, "Query parameter " + MODULE_ID + " is required");
    }
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                ModuleTable.remove(
                    connection, schema, role, MessagingModule.product(moduleId), null))
        .compose(removed -> mirror.changed(ctx))
        .map(mirrored -> Answer.noContent());
  }

  private static Role role(@Nullable String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                HttpFailure.text(
                    400, "Query parameter " + MODULE_ROLE + " must be PUBLISHER or SUBSCRIBER"));
  }

  private static @Nullable String parameter(RoutingContext ctx, String name) {
    String value = ctx.request().getParam(name);
    return value == null || value.isBlank() ? null : value;
  }

  private interface Reading {
    void read(JsonObject json, String path);
  }

  private static void each(JsonArray array, String name, Reading reading) {
    for (int i = 0; i < array.size(); i++) {
      reading.read(array.getJsonObject(i), name + "[" + i + "].");
    }
  }

  private static void refuseTwice(List<String> types, String name) {
    Set<String> seen = new HashSet<>();
    for (String type : types) {
      if (!seen.add(type)) {
        throw HttpFailure.invalid(
            ErrorBody.of("names an event type twice; name each once", name, type));
      }
    }
  }

  private static Answer created() {
    return new Answer(201, null, null, null);
  }

  private static TenantId tenant(RoutingContext ctx) {
    return OkapiRequest.of(ctx).tenant();
  }

  private static JsonObject body(RoutingContext ctx) {
    return JsonBody.read(ctx, JsonBody.BAD_REQUEST);
  }
}
