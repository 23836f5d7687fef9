/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.queue;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.collection.Filter;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordRoutes;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.Errors;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;

/**
 * {@code /remote-storage/retrievals} or {@code /remote-storage/accessions}: lists a queue and marks
 * its records as done.
 */
public final class QueueRoutes implements RouteGroup {

  private static final String ROOT = "/remote-storage/";

  // An item can be fetched only once: marking by barcode marks all waiting records of the barcode.
  private static final String DONE =
      "UPDATE \"%s\".%s SET done_at = clock_timestamp() WHERE %s = $1 AND done_at IS NULL";

  private static final int NOT_FOUND = 404;
  private static final String NOT_FOUND_CODE = "Not found";
  private static final String ERROR_TYPE = "-1";

  private final TenantDatabase database;
  private final StorageQueue queue;
  private final RecordRoutes records;

  /** Creates the routes of a queue. */
  public QueueRoutes(TenantDatabase database, StorageQueue queue) {
    this.database = database;
    this.queue = queue;
    this.records = new RecordRoutes(database, queue.rows(), RecordCollection::checkedPathId);
  }

  @Override
  public void mount(Router router) {
    String path = ROOT + queue.name();
    router.get(path).handler(Endpoint.handler(this::list));
    router.put(path + "/id/:id").handler(Endpoint.handler(this::doneById));
    router.put(path + "/barcode/:barcode").handler(Endpoint.handler(this::doneByBarcode));
  }

  private Future<Answer> list(RoutingContext ctx) {
    return records.list(
        ctx,
        new Filter(ctx)
            .flag(queue.flag(), StorageQueue.DONE)
            .uuid("storageId", StorageQueue.STORAGE)
            .time("createdDate", StorageQueue.CREATED)
            .paging());
  }

  private Future<Answer> doneById(RoutingContext ctx) {
    UUID id = RecordCollection.checkedPathId(ctx);
    return done(ctx, "id", id, "id " + id);
  }

  private Future<Answer> doneByBarcode(RoutingContext ctx) {
    String barcode = ctx.pathParam("barcode");
    return done(ctx, "item_barcode", barcode, "item barcode " + barcode);
  }

  private Future<Answer> done(RoutingContext ctx, String column, Object value, String named) {
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) ->
                connection
                    .preparedQuery(DONE.formatted(schema, queue.rows().table(), column))
                    .execute(Tuple.of(value)))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw notFound(named);
              }
              return Answer.noContent();
            });
  }

  private HttpFailure notFound(String named) {
    return HttpFailure.errors(
        NOT_FOUND,
        Errors.of(
            new ErrorBody(
                "%s with %s not found".formatted(queue.noun(), named),
                ERROR_TYPE,
                NOT_FOUND_CODE,
                List.of())));
  }
}
