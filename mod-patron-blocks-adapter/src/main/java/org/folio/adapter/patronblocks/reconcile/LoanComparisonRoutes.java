/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/**
 * {@code GET /event-bus/loans/{loanId}}: whether the count agrees with storage about a loan, for
 * callers who do not know its patron.
 */
public final class LoanComparisonRoutes implements RouteGroup {

  private final String module;
  private final PatronComparison storage;

  /**
   * Routes that compare.
   *
   * @param module the name of this module
   */
  public LoanComparisonRoutes(String module, PatronComparison storage) {
    this.module = module;
    this.storage = storage;
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/loans/:loanId").handler(Endpoint.handler(this::get));
  }

  private Future<Answer> get(RoutingContext ctx) {
    String text = ctx.pathParam("loanId");
    UUID loanId =
        StrictUuid.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid loan UUID: \"" + text + "\""));
    return storage
        .ofLoan(OkapiRequest.of(ctx), loanId)
        .map(
            compared ->
                Answer.json(
                    200,
                    new JsonObject()
                        .put("module", module)
                        .put("loanId", loanId.toString())
                        .put("storage", new JsonObject().put("loans", compared))));
  }
}
