/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.JsonBody;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.Paging;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.RecordCollection;

/** {@code /remote-storage/configurations}. */
public final class ConfigurationRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/configurations";

  private final TenantDatabase database;

  /** Routes on the given tables. */
  public ConfigurationRoutes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(this::list));
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(PATH + "/:id").handler(Endpoint.handler(this::get));
    router.put(PATH + "/:id").handler(Endpoint.handler(this::put));
    router.delete(PATH + "/:id").handler(Endpoint.handler(this::delete));
  }

  private Future<Answer> list(RoutingContext ctx) {
    Paging paging = Paging.of(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> ConfigurationTable.page(connection, schema, paging))
        .map(page -> Answer.json(200, page));
  }

  private Future<Answer> post(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    ConfigurationBody.Read read = body(ctx, true);
    UUID id = read.id().orElseGet(UUID::randomUUID);
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) -> ConfigurationTable.insert(connection, schema, id, read.body()))
        .map(done -> Answer.created(ConfigurationTable.json(id, read.body()), PATH + "/" + id));
  }

  private Future<Answer> get(RoutingContext ctx) {
    UUID id = RecordCollection.checkedPathId(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> ConfigurationTable.find(connection, schema, id))
        .map(
            found ->
                found
                    .map(configuration -> Answer.json(200, configuration))
                    .orElseThrow(RecordCollection::notFound));
  }

  private Future<Answer> put(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    UUID id = RecordCollection.checkedPathId(ctx);
    ConfigurationBody.Read read = body(ctx, false);
    if (read.id().isPresent() && !read.id().get().equals(id)) {
      throw HttpFailure.text(400, "The id of the request body is not that of the path");
    }
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) -> ConfigurationTable.update(connection, schema, id, read.body()))
        .map(RecordCollection::updated);
  }

  private Future<Answer> delete(RoutingContext ctx) {
    UUID id = RecordCollection.checkedPathId(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> ConfigurationTable.delete(connection, schema, id))
        .map(RecordCollection::updated);
  }

  private static ConfigurationBody.Read body(RoutingContext ctx, boolean isNew) {
    return ConfigurationBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST), isNew);
  }
}
