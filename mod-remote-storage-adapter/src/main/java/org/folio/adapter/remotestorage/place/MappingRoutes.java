/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.JsonBody;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.Paging;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.collection.Filter;
import org.folio.eventbus.okapi.collection.RecordCollection;

/** {@code /remote-storage/mappings}. */
public final class MappingRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/mappings";

  private final TenantDatabase database;

  /** Routes on the given tables. */
  public MappingRoutes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(this::list));
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(PATH + "/:id").handler(Endpoint.handler(this::get));
    router.delete(PATH + "/:id").handler(Endpoint.handler(this::delete));
  }

  private Future<Answer> list(RoutingContext ctx) {
    Paging paging =
        new Filter(ctx)
            .uuid("finalLocationId", MappingTable.LOCATION)
            .uuid("remoteStorageConfigurationId", MappingTable.CONFIGURATION)
            .paging();
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> MappingTable.page(connection, schema, paging))
        .map(page -> Answer.json(200, page));
  }

  private Future<Answer> post(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    BodyFields fields =
        new BodyFields(JsonBody.read(ctx, JsonBody.BAD_REQUEST))
            .uuid(MappingTable.LOCATION)
            .uuid(MappingTable.CONFIGURATION)
            .ignored("metadata")
            .check();
    UUID location = fields.get(MappingTable.LOCATION, UUID.class);
    UUID configuration = fields.get(MappingTable.CONFIGURATION, UUID.class);
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) -> MappingTable.put(connection, schema, location, configuration))
        .map(
            done ->
                Answer.created(MappingTable.json(location, configuration), PATH + "/" + location));
  }

  private Future<Answer> get(RoutingContext ctx) {
    UUID location = RecordCollection.checkedPathId(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> MappingTable.find(connection, schema, location))
        .map(
            found ->
                found
                    .map(mapping -> Answer.json(200, mapping))
                    .orElseThrow(RecordCollection::notFound));
  }

  private Future<Answer> delete(RoutingContext ctx) {
    UUID location = RecordCollection.checkedPathId(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> MappingTable.delete(connection, schema, location))
        .map(RecordCollection::updated);
  }
}
