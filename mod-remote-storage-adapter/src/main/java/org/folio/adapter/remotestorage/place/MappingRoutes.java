/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.collection.Filter;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordRoutes;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/** {@code /remote-storage/mappings}. */
public final class MappingRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/mappings";

  private final TenantDatabase database;
  private final RecordRoutes records;

  /** Creates routes on the given tables. */
  public MappingRoutes(TenantDatabase database) {
    this.database = database;
    this.records =
        new RecordRoutes(database, MappingTable.MAPPINGS, RecordCollection::checkedPathId);
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(this::list));
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(PATH + "/:id").handler(Endpoint.handler(records::get));
    router.delete(PATH + "/:id").handler(Endpoint.handler(records::delete));
  }

  private Future<Answer> list(RoutingContext ctx) {
    return records.list(
        ctx,
        new Filter(ctx)
            .uuid("finalLocationId", MappingTable.LOCATION)
            .uuid("remoteStorageConfigurationId", MappingTable.CONFIGURATION)
            .paging());
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
}
