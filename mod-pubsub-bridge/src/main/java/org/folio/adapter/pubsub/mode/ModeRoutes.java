/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.folio.adapter.pubsub.audit.DateRange;
import org.folio.adapter.pubsub.registry.Registrations;
import org.folio.adapter.pubsub.registry.Role;
import org.folio.adapter.pubsub.registry.SubscriptionLimit;
import org.folio.adapter.pubsub.registry.Unregistered;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/**
 * Routes for the operator who moves a tenant from mod-pubsub to the bridge and back. A change of
 * the mode holds from the next published event on, at every instance.
 */
public final class ModeRoutes implements RouteGroup {

  private static final String BASE = "/pubsub-bridge";
  private static final String MODE = "mode";

  private final TenantDatabase database;
  private final ModPubSub modPubSub;
  private final RegistrationTransfer transfer;
  private final Comparison comparison;
  private final SubscriptionLimit limit;
  private final Runnable changed;

  /**
   * Routes over a database.
   *
   * @param changed is told when registrations were imported
   */
  public ModeRoutes(
      TenantDatabase database, ModPubSub modPubSub, SubscriptionLimit limit, Runnable changed) {
    this.limit = limit;
    this.database = database;
    this.modPubSub = modPubSub;
    this.transfer = new RegistrationTransfer(modPubSub);
    this.comparison = new Comparison(database, modPubSub);
    this.changed = changed;
  }

  @Override
  public void mount(Router router) {
    router.get(BASE + "/mode").handler(Endpoint.handler(this::get));
    router.put(BASE + "/mode").handler(Endpoint.handler(this::put));
    router.post(BASE + "/import").handler(Endpoint.handler(this::importAll));
    router.get(BASE + "/comparison").handler(Endpoint.handler(this::compare));
  }

  private Future<Answer> get(RoutingContext ctx) {
    return database
        .withConnection(OkapiRequest.of(ctx).tenant(), TenantMode::find)
        .map(found -> Answer.json(200, found.json()));
  }

  private Future<Answer> put(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    String told =
        new BodyFields(JsonBody.read(ctx))
            .text(MODE)
            .ignored("since")
            .check()
            .get(MODE, String.class);
    BridgeMode mode =
        BridgeMode.of(told)
            .orElseThrow(() -> HttpFailure.text(400, "mode must be off, shadow or bridge"));
    if (mode != BridgeMode.BRIDGE && !modPubSub.exists()) {
      throw HttpFailure.text(
          400,
          "In mode %s mod-pubsub delivers, but there is none behind the bridge; set MOD_PUBSUB_URL"
              .formatted(told));
    }
    return ready(request, mode)
        .compose(
            ready ->
                database.withConnection(
                    request.tenant(),
                    (connection, schema) -> TenantMode.put(connection, schema, mode)))
        // Again, for those that registered between the first time and the change; later ones are
        // mirrored.
        .compose(chosen -> ready(request, mode).map(Answer.json(200, chosen.json())));
  }

  // mod-pubsub must know every module before it delivers again.
  private Future<Void> ready(OkapiRequest request, BridgeMode mode) {
    return mode == BridgeMode.BRIDGE
        ? Future.succeededFuture()
        : database
            .withConnection(request.tenant(), ModeRoutes::known)
            .compose(
                known ->
                    transfer
                        .push(request, known.registrations(), known.gone())
                        .compose(
                            pushed ->
                                database.withTransaction(
                                    request.tenant(),
                                    (tx, schema) ->
                                        Unregistered.forget(tx, schema, known.gone()))));
  }

  private record Known(Registrations registrations, List<Unregistered> gone) {}

  // In this order: what is unregistered meanwhile is not pushed, and is removed the next time. The
  // other way round it would be removed, pushed and forgotten.
  private static Future<Known> known(SqlConnection connection, String schema) {
    return Unregistered.find(connection, schema)
        .compose(
            gone ->
                Registrations.find(connection, schema)
                    .map(registrations -> new Known(registrations, gone)));
  }

  private Future<Answer> importAll(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    return transfer
        .fetch(request)
        .compose(
            found ->
                database
                    .withTransaction(
                        request.tenant(), (tx, schema) -> found.store(tx, schema, limit))
                    .map(stored -> Answer.json(200, counts(found))))
        .onSuccess(stored -> changed.run());
  }

  private static JsonObject counts(Registrations found) {
    return new JsonObject()
        .put("eventTypes", found.types().size())
        .put("publishers", count(found, Role.PUBLISHER))
        .put("subscribers", count(found, Role.SUBSCRIBER));
  }

  private static long count(Registrations found, Role role) {
    return found.modules().stream().filter(one -> one.role() == role).count();
  }

  private Future<Answer> compare(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    DateRange range =
        DateRange.of(ctx.request().getParam("startDate"), ctx.request().getParam("endDate"));
    return comparison.of(request, range).map(report -> Answer.json(200, report));
  }
}
