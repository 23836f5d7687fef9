/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.search;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.cql.CqlType;
import org.folio.eventbus.okapi.http.Paging;

/** Finds records of the circulation log that match one query. */
final class LogSearch {

  /**
   * The largest page, whatever the request asks for: some megabytes. The total number shows that
   * there are more records.
   */
  static final int MOST_RECORDS = 10_000;

  /**
   * Up to this number, records are found by index and then sorted; more are read in order of date.
   */
  static final int FEW_RECORDS = 10_000;

  private static final String OBJECT = "object";
  private static final String ACTION = "action";
  private static final String SERVICE_POINT = "service_point_id";

  // The table of counts has the same columns as the log for the values that it counts by.
  private static final String COUNTS = "circulation_log_count";
  private static final Set<String> COUNTED = Set.of(OBJECT, ACTION, SERVICE_POINT);

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("id", "id", CqlType.UUID)
          .with("eventId", "event_id", CqlType.UUID)
          .with("userBarcode", "user_barcode", CqlType.KEYWORD)
          .withValues("items", "items::text", "item_words")
          .withLabels("object", OBJECT, COUNTS)
          .withLabels("action", ACTION, COUNTS)
          .with("date", "date", CqlType.TIMESTAMP)
          .with("servicePointId", SERVICE_POINT, CqlType.KEYWORD)
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

  // Finds first and sorts afterwards. The planner overestimates the frequency of rare words and
  // would otherwise scan the whole log by date until a page is full.
  private static final String FEW =
      """
      (WITH found AS MATERIALIZED (SELECT * FROM "%s".circulation_log WHERE %s)
       SELECT * FROM found) AS few
      """;

  private static final String SUM =
      "SELECT coalesce(sum(number), 0)::bigint AS total FROM \"%s\"." + COUNTS + " WHERE %s";

  private static final String COUNT =
      "SELECT count(*) AS total FROM \"%s\".circulation_log WHERE %s";

  private static final String COUNT_FEW =
      """
      SELECT count(*) AS total
        FROM (SELECT FROM "%s".circulation_log WHERE %s LIMIT %s) AS found
      """;

  private static final String ESTIMATE =
      "EXPLAIN (FORMAT JSON) SELECT FROM \"%s\".circulation_log WHERE %s";

  private final SqlConnection connection;
  private final String schema;
  private final CqlQuery query;

  /** Creates a search in the tables of one tenant. */
  LogSearch(SqlConnection connection, String schema, CqlQuery query) {
    this.connection = connection;
    this.schema = schema;
    this.query = query;
  }

  /** Parses a query; throws CqlException if it is invalid. */
  static CqlQuery query(Paging paging, String schema) {
    return CqlQuery.of(paging.query(), FIELDS, schema, 1);
  }

  /**
   * A page of matching records.
   *
   * @param estimated whether a large total may be the planner's estimate
   */
  Future<JsonObject> page(Paging paging, boolean estimated) {
    return total(estimated)
        .compose(
            total ->
                records(paging, total <= FEW_RECORDS ? FEW : MANY)
                    .map(
                        records ->
                            new JsonObject()
                                .put("logRecords", records)
                                .put("totalRecords", total)));
  }

  private Future<JsonArray> records(Paging paging, String rows) {
    if (paging.limit() == 0) {
      return Future.succeededFuture(new JsonArray());
    }
    String order = query.orderBy() == null ? "date DESC" : query.orderBy();
    int next = query.parameters().size() + 1;
    return connection
        .preparedQuery(
            SELECT.formatted(
                rows.formatted(schema, query.where()),
                order + ", event_id, event_index",
                "$" + next + "::bigint",
                "$" + (next + 1) + "::bigint"))
        .execute(
            parameters()
                .addLong((long) paging.offset())
                .addLong((long) Math.min(paging.limit(), MOST_RECORDS)))
        .map(
            found -> {
              JsonArray records = new JsonArray();
              found.forEach(row -> records.add(FoundRecord.json(row)));
              return records;
            });
  }

  private Future<Long> total(boolean estimated) {
    if (COUNTED.containsAll(query.compared())) {
      return count(SUM.formatted(schema, query.where()));
    }
    return estimated
        ? count(COUNT_FEW.formatted(schema, query.where(), FEW_RECORDS + 1))
            .compose(
                counted ->
                    counted <= FEW_RECORDS
                        ? Future.succeededFuture(counted)
                        : estimate().map(estimate -> Math.max(counted, estimate)))
        : count(COUNT.formatted(schema, query.where()));
  }

  private Future<Long> count(String statement) {
    return connection
        .preparedQuery(statement)
        .execute(parameters())
        .map(rows -> rows.iterator().next().getLong("total"));
  }

  private Future<Long> estimate() {
    return connection
        .preparedQuery(ESTIMATE.formatted(schema, query.where()))
        .execute(parameters())
        .map(
            rows ->
                ((JsonArray) rows.iterator().next().getValue(0))
                    .getJsonObject(0)
                    .getJsonObject("Plan")
                    .getLong("Plan Rows"));
  }

  private Tuple parameters() {
    Tuple parameters = Tuple.tuple();
    query.parameters().forEach(parameters::addValue);
    return parameters;
  }
}
