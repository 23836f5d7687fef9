/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.search;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.folio.eventbus.okapi.Paging;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.cql.CqlType;

/** Finds records of the circulation log. */
final class LogSearch {

  /**
   * Most records of one page, whatever the request asks for: some megabytes. The number of all
   * tells that there are more.
   */
  static final int MOST_RECORDS = 10_000;

  /** Up to here the number of all is counted; beyond it is the planner's estimate. */
  static final int MOST_COUNTED = 10_000;

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("id", "id", CqlType.UUID)
          .with("eventId", "event_id", CqlType.UUID)
          .with("userBarcode", "user_barcode", CqlType.KEYWORD)
          .withWords("items", "items::text", "item_words")
          .with("object", "object", CqlType.KEYWORD)
          .with("action", "action", CqlType.KEYWORD)
          .with("date", "date", CqlType.TIMESTAMP)
          .with("servicePointId", "service_point_id", CqlType.KEYWORD)
          .with("source", "source", CqlType.TEXT)
          .withWords("description", "description", "description_words")
          .with("linkToIds.userId", "user_id", CqlType.KEYWORD)
          .with("linkToIds.requestId", "request_id", CqlType.KEYWORD)
          .with("linkToIds.feeFineId", "fee_fine_id", CqlType.KEYWORD)
          .with("linkToIds.templateId", "template_id", CqlType.KEYWORD)
          .with("linkToIds.noticePolicyId", "notice_policy_id", CqlType.KEYWORD)
          .unknownMatchNothing()
          .narrowing(
              "id",
              "eventId",
              "userBarcode",
              "items",
              "object",
              "action",
              "date",
              "servicePointId",
              "description",
              "linkToIds.userId");

  private static final String SELECT =
      """
      SELECT id, event_id, user_barcode, items, object, action, date, service_point_id, source,
             description, user_id, request_id, fee_fine_id, template_id, notice_policy_id
        FROM %s ORDER BY %s OFFSET %s LIMIT %s
      """;

  private static final String MANY = "\"%s\".circulation_log WHERE %s";

  // Found first and sorted then: the planner, who takes rare words for more frequent than they
  // are, would rather walk through the whole log by date until a page is full.
  private static final String FEW =
      """
      (WITH found AS MATERIALIZED (SELECT * FROM "%s".circulation_log WHERE %s)
       SELECT * FROM found) AS few
      """;

  private static final String COUNT =
      """
      SELECT count(*) AS total
        FROM (SELECT FROM "%s".circulation_log WHERE %s LIMIT %s) AS found
      """;

  private static final String ESTIMATE =
      "EXPLAIN (FORMAT JSON) SELECT FROM \"%s\".circulation_log WHERE %s";

  private LogSearch() {}

  /** Understands a query; throws CqlException if it is wrong. */
  static CqlQuery query(Paging paging) {
    return CqlQuery.of(paging.query(), FIELDS, 1);
  }

  static Future<JsonObject> page(
      SqlConnection connection, String schema, CqlQuery query, Paging paging) {
    return total(connection, schema, query)
        .compose(
            total ->
                records(connection, schema, query, paging, total <= MOST_COUNTED ? FEW : MANY)
                    .map(
                        records ->
                            new JsonObject()
                                .put("logRecords", records)
                                .put("totalRecords", total)));
  }

  private static Future<JsonArray> records(
      SqlConnection connection, String schema, CqlQuery query, Paging paging, String rows) {
    String order = query.orderBy() == null ? "date DESC" : query.orderBy();
    int next = query.parameters().size() + 1;
    return connection
        .preparedQuery(
            SELECT.formatted(
                rows.formatted(schema, query.where()),
                order + ", event_id, event_index",
                "$%d::bigint".formatted(next),
                "$%d::bigint".formatted(next + 1)))
        .execute(
            parameters(query)
                .addLong((long) paging.offset())
                .addLong((long) Math.min(paging.limit(), MOST_RECORDS)))
        .map(
            found -> {
              JsonArray records = new JsonArray();
              found.forEach(row -> records.add(FoundRecord.json(row)));
              return records;
            });
  }

  private static Future<Long> total(SqlConnection connection, String schema, CqlQuery query) {
    String limit = "$%d::bigint".formatted(query.parameters().size() + 1);
    return connection
        .preparedQuery(COUNT.formatted(schema, query.where(), limit))
        .execute(parameters(query).addLong(MOST_COUNTED + 1L))
        .map(rows -> rows.iterator().next().getLong("total"))
        .compose(
            counted ->
                counted <= MOST_COUNTED
                    ? Future.succeededFuture(counted)
                    : estimate(connection, schema, query)
                        .map(estimated -> Math.max(counted, estimated)));
  }

  private static Future<Long> estimate(SqlConnection connection, String schema, CqlQuery query) {
    return connection
        .preparedQuery(ESTIMATE.formatted(schema, query.where()))
        .execute(parameters(query))
        .map(
            rows ->
                ((JsonArray) rows.iterator().next().getValue(0))
                    .getJsonObject(0)
                    .getJsonObject("Plan")
                    .getLong("Plan Rows"));
  }

  private static Tuple parameters(CqlQuery query) {
    Tuple parameters = Tuple.tuple();
    query.parameters().forEach(parameters::addValue);
    return parameters;
  }
}
