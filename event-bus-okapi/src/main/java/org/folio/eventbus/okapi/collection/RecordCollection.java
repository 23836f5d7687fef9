/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.collection;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.cql.CqlException;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table with a column {@code position} that is served as a collection.
 *
 * @param table its name
 * @param key the column with the id in the path of a record
 * @param columns the columns to read, comma-separated; never all, because PostgreSQL rejects a
 *     prepared statement whose columns have changed
 * @param plural name of the array in answers
 * @param fields the indexes for queries
 * @param json converts a row to the form for clients
 */
public record RecordCollection(
    String table,
    String key,
    String columns,
    String plural,
    CqlFields fields,
    Function<Row, JsonObject> json) {

  private static final Logger LOG = LoggerFactory.getLogger(RecordCollection.class);

  // The first two parameters of every statement are offset and limit.
  private static final int FIRST_QUERY_PARAMETER = 3;

  // Both statements get the same parameters, and PostgreSQL must know the type of each.
  private String count(String schema, CqlQuery query) {
    return "SELECT count(*) AS total FROM \"%s\".%s WHERE (%s) AND $1::bigint >= 0 AND $2::bigint >= 0"
        .formatted(schema, table, query.where());
  }

  private String select(String schema, CqlQuery query) {
    String order = query.orderBy() == null ? "position" : query.orderBy() + ", position";
    return "SELECT %s FROM \"%s\".%s WHERE %s ORDER BY %s OFFSET $1::bigint LIMIT $2::bigint"
        .formatted(columns, schema, table, query.where(), order);
  }

  /** A page with the total number of matching records; fails with 400 for an invalid query. */
  public Future<JsonObject> page(SqlConnection connection, String schema, Paging paging) {
    CqlQuery query;
    try {
      query = CqlQuery.of(paging.query(), fields, schema, FIRST_QUERY_PARAMETER);
    } catch (CqlException e) {
      return Future.failedFuture(HttpFailure.text(400, String.valueOf(e.getMessage())));
    }
    if (!query.unaided().isEmpty()) {
      LOG.warn(
          "{} A search in {} is not narrowed by an index, but compares only {}",
          LogCode.QUERY_UNAIDED,
          table,
          query.unaided());
    }
    Tuple parameters = Tuple.of((long) paging.offset(), (long) paging.limit());
    query.parameters().forEach(parameters::addValue);
    return connection
        .preparedQuery(count(schema, query))
        .execute(parameters)
        .map(rows -> rows.iterator().next().getLong("total"))
        .compose(
            total ->
                connection
                    .preparedQuery(select(schema, query))
                    .execute(parameters)
                    .map(
                        rows -> {
                          JsonArray records = new JsonArray();
                          rows.forEach(row -> records.add(json.apply(row)));
                          return new JsonObject().put(plural, records).put("totalRecords", total);
                        }));
  }

  /** The record in the form for clients; empty if it does not exist. */
  public Future<Optional<JsonObject>> find(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery(
            "SELECT %s FROM \"%s\".%s WHERE %s = $1".formatted(columns, schema, table, key))
        .execute(Tuple.of(id))
        .map(rows -> rows.stream().map(json).findFirst());
  }

  /** Deletes the record; false if it does not exist. */
  public Future<Boolean> delete(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery("DELETE FROM \"%s\".%s WHERE %s = $1".formatted(schema, table, key))
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() > 0);
  }

  /**
   * The id in the path.
   *
   * @throws HttpFailure 404 if it is not a UUID: no record can have it
   */
  public static UUID pathId(RoutingContext ctx) {
    return StrictUuid.parse(ctx.pathParam("id")).orElseThrow(RecordCollection::notFound);
  }

  /**
   * The id in the path for modules on Spring, which reject an invalid one.
   *
   * @throws HttpFailure 400 if it is no UUID
   */
  public static UUID checkedPathId(RoutingContext ctx) {
    return StrictUuid.parse(ctx.pathParam("id"))
        .orElseThrow(() -> HttpFailure.text(400, "The id in the path must be a UUID"));
  }

  /** 404, with the exact text of FOLIO's modules. */
  public static HttpFailure notFound() {
    return HttpFailure.text(404, "Not found");
  }

  /** The response to a PUT or DELETE, depending on whether the record existed. */
  public static Answer updated(boolean found) {
    if (!found) {
      throw notFound();
    }
    return Answer.noContent();
  }
}
