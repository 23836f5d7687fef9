/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.freshness.PatronReader;
import org.folio.adapter.patronblocks.summary.UserSummaryTables;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/**
 * {@code GET /automated-patron-blocks/{userId}} (contract: mod-patron-blocks 2.7).
 *
 * <p>One deliberate difference: where mod-patron-blocks answers every failure with an empty list, a
 * failure of users or of the database is answered with an error here. An empty list says that the
 * patron may borrow, which is unknown while a component is down.
 */
public final class AutomatedBlockRoutes implements RouteGroup {

  private final PatronReader patrons;
  private final BlockDecisions decisions;

  /** Routes for these decisions. */
  public AutomatedBlockRoutes(PatronReader patrons, BlockDecisions decisions) {
    this.patrons = patrons;
    this.decisions = decisions;
  }

  @Override
  public void mount(Router router) {
    router.get("/automated-patron-blocks/:userId").handler(Endpoint.handler(this::get));
  }

  private Future<Answer> get(RoutingContext ctx) {
    PatronReader.announce(ctx);
    OkapiRequest request = OkapiRequest.of(ctx);
    String text = ctx.pathParam("userId");
    UUID userId =
        StrictUuid.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid user UUID: \"" + text + "\""));
    return patrons
        .read(
            ctx,
            request.tenant(),
            userId,
            (connection, schema) -> UserSummaryTables.open(connection, schema, userId))
        .compose(items -> decisions.of(request, userId, items))
        .onFailure(failed -> PatronReader.announce(ctx))
        .map(BlockDecision::blocks)
        .map(AutomatedBlockRoutes::answer);
  }

  private static Answer answer(List<AutomatedBlock> blocks) {
    JsonArray list = new JsonArray();
    blocks.forEach(block -> list.add(block.json()));
    return Answer.json(200, new JsonObject().put("automatedPatronBlocks", list));
  }
}
