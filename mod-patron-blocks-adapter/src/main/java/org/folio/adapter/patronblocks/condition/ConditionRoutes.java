/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

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

/** {@code /patron-block-conditions} (contract: mod-patron-blocks 2.8). The set is fixed. */
public final class ConditionRoutes implements RouteGroup {

  private final TenantDatabase database;
  private final RecordRoutes records;
  private final Consumer<TenantId> changed;

  /**
   * Routes on the given tables.
   *
   * @param changed called after each change, between its commit and its response
   */
  public ConditionRoutes(TenantDatabase database, Consumer<TenantId> changed) {
    this.database = database;
    this.records = new RecordRoutes(database, ConditionTable.CONDITIONS, RecordCollection::pathId);
    this.changed = changed;
  }

  @Override
  public void mount(Router router) {
    router.get("/patron-block-conditions").handler(Endpoint.handler(records::list));
    router.get("/patron-block-conditions/:id").handler(Endpoint.handler(records::get));
    router.put("/patron-block-conditions/:id").handler(Endpoint.handler(this::put));
  }

  private Future<Answer> put(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    BlockCondition condition = ConditionBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    UUID id = RecordCollection.pathId(ctx);
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) ->
                ConditionTable.update(connection, schema, id, condition, request.actingUser()))
        .onSuccess(done -> changed.accept(request.tenant()))
        .map(RecordCollection::updated);
  }
}
