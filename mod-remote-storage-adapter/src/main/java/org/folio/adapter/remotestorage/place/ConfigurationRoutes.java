/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordRoutes;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/** {@code /remote-storage/configurations}. */
public final class ConfigurationRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/configurations";

  private final TenantDatabase database;
  private final RecordRoutes records;

  /** Creates routes on the given tables. */
  public ConfigurationRoutes(TenantDatabase database) {
    this.database = database;
    this.records =
        new RecordRoutes(
            database, ConfigurationTable.CONFIGURATIONS, RecordCollection::checkedPathId);
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(records::list));
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(PATH + "/:id").handler(Endpoint.handler(records::get));
    router.put(PATH + "/:id").handler(Endpoint.handler(this::put));
    router.delete(PATH + "/:id").handler(Endpoint.handler(records::delete));
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

  private static ConfigurationBody.Read body(RoutingContext ctx, boolean isNew) {
    return ConfigurationBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST), isNew);
  }
}
