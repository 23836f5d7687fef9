/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.limit;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Consumer;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordRoutes;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/** {@code /patron-block-limits} (contract: mod-patron-blocks 2.9). */
public final class LimitRoutes implements RouteGroup {

  private final TenantDatabase database;
  private final RecordRoutes records;
  private final Consumer<TenantId> changed;

  /**
   * Routes on the given tables.
   *
   * @param changed called after each change, between its commit and its response
   */
  public LimitRoutes(TenantDatabase database, Consumer<TenantId> changed) {
    this.database = database;
    this.records = new RecordRoutes(database, LimitTable.LIMITS, RecordCollection::pathId);
    this.changed = changed;
  }

  @Override
  public void mount(Router router) {
    router.get("/patron-block-limits").handler(Endpoint.handler(records::list));
    router.post("/patron-block-limits").handler(Endpoint.handler(this::post));
    router.get("/patron-block-limits/:id").handler(Endpoint.handler(records::get));
    router.put("/patron-block-limits/:id").handler(Endpoint.handler(this::put));
    router.delete("/patron-block-limits/:id").handler(Endpoint.handler(this::delete));
  }

  private Future<Answer> post(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    BlockLimit limit = LimitBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) ->
                LimitTable.insert(connection, schema, limit, request.actingUser()))
        .onSuccess(done -> changed.accept(request.tenant()))
        .map(added -> Answer.created(added, limit.id().toString()));
  }

  private Future<Answer> put(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    BlockLimit limit = LimitBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    UUID id = RecordCollection.pathId(ctx);
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) ->
                LimitTable.update(connection, schema, id, limit, request.actingUser()))
        .onSuccess(done -> changed.accept(request.tenant()))
        .map(RecordCollection::updated);
  }

  private Future<Answer> delete(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return records.delete(ctx).onSuccess(done -> changed.accept(tenant));
  }
}
