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
 * @param key the column with the id that is in the path of a record
 * @param columns those that the function reads, comma-separated; never all, because PostgreSQL
 *     refuses a prepared statement whose columns have become more
 * @param plural name of the array in answers
 * @param fields what queries may use
 * @param json a row as clients see it
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

  // Both statements get the same parameters, and PostgreSQL has to know the type of each.
  private String count(String schema, CqlQuery query) {
    return "SELECT count(*) AS total FROM \"%s\".%s WHERE (%s) AND $1::bigint >= 0 AND $2::bigint >= 0"
        .formatted(schema, table, query.where());
  }

  private String select(String schema, CqlQuery query) {
    String order = query.orderBy() == null ? "position" : query.orderBy() + ", position";
    return "SELECT %s FROM \"%s\".%s WHERE %s ORDER BY %s OFFSET $1::bigint LIMIT $2::bigint"
        .formatted(columns, schema, table, query.where(), order);
  }

  /** A page with the number of all records that match; fails with 400 for a query that is wrong. */
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

  /** The record as clients see it; empty if there is none. */
  public Future<Optional<JsonObject>> find(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery(
            "SELECT %s FROM \"%s\".%s WHERE %s = $1".formatted(columns, schema, table, key))
        .execute(Tuple.of(id))
        .map(rows -> rows.stream().map(json).findFirst());
  }

  /** Removes the record; false if there is none. */
  public Future<Boolean> delete(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery("DELETE FROM \"%s\".%s WHERE %s = $1".formatted(schema, table, key))
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() > 0);
  }

  /**
   * The id in the path.
   *
   * @throws HttpFailure 404 if it is no UUID: no record can have it
   */
  public static UUID pathId(RoutingContext ctx) {
    return StrictUuid.parse(ctx.pathParam("id")).orElseThrow(RecordCollection::notFound);
  }

  /**
   * The same for modules on Spring, which refuse what is none.
   *
   * @throws HttpFailure 400 if it is no UUID
   */
  public static UUID checkedPathId(RoutingContext ctx) {
    return StrictUuid.parse(ctx.pathParam("id"))
        .orElseThrow(() -> HttpFailure.text(400, "The id in the path must be a UUID"));
  }

  /** 404, word by word as FOLIO's modules answer it. */
  public static HttpFailure notFound() {
    return HttpFailure.text(404, "Not found");
  }

  /** The answer to a PUT or DELETE that has met a record or none. */
  public static Answer updated(boolean found) {
    if (!found) {
      throw notFound();
    }
    return Answer.noContent();
  }
}
