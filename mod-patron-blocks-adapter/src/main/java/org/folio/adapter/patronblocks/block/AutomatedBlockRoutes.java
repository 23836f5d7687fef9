/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.summary.UserSummary;
import org.folio.adapter.patronblocks.summary.UserSummaryTables;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.StrictUuid;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * {@code GET /automated-patron-blocks/{userId}} (contract: mod-patron-blocks 2.7).
 *
 * <p>One deliberate difference: where mod-patron-blocks answers every failure with an empty list, a
 * failure of users or of the database is answered with an error here. An empty list says that the
 * patron may borrow, and nobody can know that while a part is down.
 */
public final class AutomatedBlockRoutes implements RouteGroup {

  private final TenantDatabase database;
  private final PatronGroups groups;
  private final Clock clock;

  /** Routes that read the given tables and ask for patron groups through Okapi. */
  public AutomatedBlockRoutes(TenantDatabase database, OkapiClient client, Clock clock) {
    this.database = database;
    this.groups = new PatronGroups(client);
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.get("/automated-patron-blocks/:userId").handler(Endpoint.handler(this::get));
  }

  private Future<Answer> get(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    String text = ctx.pathParam("userId");
    UUID userId =
        StrictUuid.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid user UUID: \"" + text + "\""));
    return summary(request, userId)
        .compose(
            summary ->
                summary.isEmpty()
                    ? Future.succeededFuture(List.<AutomatedBlock>of())
                    : blocks(request, summary))
        .map(AutomatedBlockRoutes::answer);
  }

  private Future<UserSummary> summary(OkapiRequest request, UUID userId) {
    return database.withConnection(
        request.tenant(),
        (connection, schema) ->
            UserSummaryTables.read(connection, schema, request.tenant(), userId));
  }

  private Future<List<AutomatedBlock>> blocks(OkapiRequest request, UserSummary summary) {
    return groups
        .groupOf(request, summary.userId())
        .compose(
            group ->
                group
                    .map(id -> limits(request, id))
                    .orElseGet(() -> Future.succeededFuture(List.of())))
        .map(limits -> BlockRules.blocks(new PatronSituation(summary, clock.instant()), limits));
  }

  private Future<List<GroupLimit>> limits(OkapiRequest request, UUID groupId) {
    return database.withConnection(
        request.tenant(),
        (connection, schema) -> GroupLimitTables.read(connection, schema, groupId));
  }

  private static Answer answer(List<AutomatedBlock> blocks) {
    JsonArray list = new JsonArray();
    blocks.forEach(block -> list.add(block.json()));
    return Answer.json(200, new JsonObject().put("automatedPatronBlocks", list));
  }
}
