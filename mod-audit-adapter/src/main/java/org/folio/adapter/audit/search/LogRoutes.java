/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.search;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cql.CqlException;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /audit-data/circulation/logs} (contract: mod-audit 3.8). */
public final class LogRoutes implements RouteGroup {

  private static final Logger LOG = LoggerFactory.getLogger(LogRoutes.class);

  private static final String PATH = "/audit-data/circulation/logs";

  // The only value of FOLIO's parameter that changes an answer here; other values give the exact
  // number.
  private static final String TOTAL = "totalRecords";
  private static final String ESTIMATED = "estimated";

  private final TenantDatabase database;

  /** Creates routes on the given tables. */
  public LogRoutes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(Endpoint.handler(this::list));
  }

  private Future<Answer> list(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Paging paging = Paging.of(ctx);
    boolean estimated = ESTIMATED.equals(ctx.queryParams().get(TOTAL));
    return database.withConnection(
        tenant,
        (connection, schema) -> {
          CqlQuery query;
          try {
            query = LogSearch.query(paging, schema);
          } catch (CqlException e) {
            return Future.succeededFuture(refusal(e));
          }
          if (!query.unaided().isEmpty()) {
            LOG.warn(
                "{} A search in the circulation log of tenant {} is not narrowed by an index, but compares only {}. A range of dates would narrow it",
                LogCode.QUERY_UNAIDED,
                tenant,
                query.unaided());
          }
          return new LogSearch(connection, schema, query)
              .page(paging, estimated)
              .map(page -> Answer.json(200, page));
        });
  }

  // A single object, as mod-audit sends it.
  private static Answer refusal(CqlException wrong) {
    return Answer.json(
        400, new JsonObject().put("code", "HTTP_BAD_REQUEST").put("message", wrong.getMessage()));
  }
}
