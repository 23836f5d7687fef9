/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.collection;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Paging;

/**
 * The endpoints that all collections have in common. Writing differs, and each collection
 * implements it.
 *
 * @param records the collection
 * @param id reads the id in the path: {@link RecordCollection#pathId} or {@link
 *     RecordCollection#checkedPathId}
 */
public record RecordRoutes(
    TenantDatabase database, RecordCollection records, Function<RoutingContext, UUID> id) {

  /** The page that the query selects. */
  public Future<Answer> list(RoutingContext ctx) {
    return list(ctx, Paging.of(ctx));
  }

  /** A page of the collection. */
  public Future<Answer> list(RoutingContext ctx, Paging paging) {
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> records.page(connection, schema, paging))
        .map(page -> Answer.json(200, page));
  }

  /** The record with the id in the path; 404 if it does not exist. */
  public Future<Answer> get(RoutingContext ctx) {
    UUID wanted = id.apply(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> records.find(connection, schema, wanted))
        .map(
            found ->
                found.map(one -> Answer.json(200, one)).orElseThrow(RecordCollection::notFound));
  }

  /** Deletes the record with the id in the path; 404 if it does not exist. */
  public Future<Answer> delete(RoutingContext ctx) {
    UUID unwanted = id.apply(ctx);
    return database
        .withConnection(
            OkapiRequest.of(ctx).tenant(),
            (connection, schema) -> records.delete(connection, schema, unwanted))
        .map(RecordCollection::updated);
  }
}
