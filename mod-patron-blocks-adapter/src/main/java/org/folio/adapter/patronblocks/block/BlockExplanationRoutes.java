/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.adapter.patronblocks.condition.ConditionTable;
import org.folio.adapter.patronblocks.freshness.Freshness;
import org.folio.adapter.patronblocks.freshness.PatronReader;
import org.folio.adapter.patronblocks.freshness.PatronState;
import org.folio.adapter.patronblocks.http.Unanswered;
import org.folio.adapter.patronblocks.reconcile.PatronComparison;
import org.folio.adapter.patronblocks.summary.OpenItems;
import org.folio.adapter.patronblocks.summary.UserSummaryTables;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/**
 * {@code GET /event-bus/patrons/{userId}}: why a patron is blocked, or is not. A failed query is
 * named, and the rest of the answer stays complete.
 */
public final class BlockExplanationRoutes implements RouteGroup {

  private final String module;
  private final PatronReader patrons;
  private final BlockDecisions decisions;
  private final PatronComparison storage;
  private final Function<TenantId, Future<List<SubscriptionStatus>>> subscriptions;

  /**
   * Routes that explain these decisions.
   *
   * @param module the name of this module
   * @param subscriptions the state of this process's subscriptions for a tenant
   */
  public BlockExplanationRoutes(
      String module,
      PatronReader patrons,
      BlockDecisions decisions,
      PatronComparison storage,
      Function<TenantId, Future<List<SubscriptionStatus>>> subscriptions) {
    this.module = module;
    this.patrons = patrons;
    this.decisions = decisions;
    this.storage = storage;
    this.subscriptions = subscriptions;
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/patrons/:userId").handler(Endpoint.handler(this::get));
  }

  /** The part from the module's own tables. */
  private record Kept(OpenItems items, List<JsonObject> conditions) {}

  private Future<Answer> get(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    String text = ctx.pathParam("userId");
    UUID userId =
        StrictUuid.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid user UUID: \"" + text + "\""));
    return patrons
        .read(request.tenant(), userId, (connection, schema) -> kept(connection, schema, userId))
        .compose(state -> explained(request, userId, state))
        .map(body -> Answer.json(200, body));
  }

  private static Future<Kept> kept(SqlConnection connection, String schema, UUID userId) {
    Future<OpenItems> items = UserSummaryTables.open(connection, schema, userId);
    Future<List<JsonObject>> conditions = ConditionTable.all(connection, schema);
    return Future.all(items, conditions).map(both -> new Kept(items.result(), conditions.result()));
  }

  private Future<JsonObject> explained(
      OkapiRequest request, UUID userId, PatronState<Kept> patron) {
    Future<BlockExplanation> explanation = explanation(request, userId, patron.state());
    Future<JsonObject> compared = storage.of(request, userId);
    Future<List<SubscriptionStatus>> statuses = subscriptions.apply(request.tenant());
    return Future.all(explanation, compared, statuses)
        .map(
            all ->
                new JsonObject()
                    .put("module", module)
                    .put("userId", userId.toString())
                    .mergeIn(explanation.result().json())
                    .put("freshness", freshness(patron.freshness(), statuses.result()))
                    .put("storage", compared.result()));
  }

  private Future<BlockExplanation> explanation(OkapiRequest request, UUID userId, Kept kept) {
    Instant begin = decisions.now();
    return orUnknown(decisions.of(request, userId, kept.items()))
        .compose(
            decision ->
                group(request, userId, begin, decision)
                    .map(
                        group ->
                            new BlockExplanation(
                                kept.items(),
                                kept.conditions(),
                                decision.known().map(BlockDecision::at).orElse(begin),
                                group,
                                decision.known())));
  }

  private Future<GroupExplanation> group(
      OkapiRequest request, UUID userId, Instant begin, Asked<BlockDecision> decision) {
    Optional<PatronGroup> decided = decision.known().flatMap(BlockDecision::group);
    if (decision.known().isEmpty()
        || decided.filter(group -> !group.askedAt().isBefore(begin)).isPresent()) {
      return Future.succeededFuture(
          new GroupExplanation(decided, decided.orElse(null), decision.unknown().orElse(null)));
    }
    return orUnknown(decisions.currentGroup(request, userId))
        .map(
            now ->
                new GroupExplanation(
                    decided, now.known().orElse(null), now.unknown().orElse(null)));
  }

  /** The other modules' answers, or why there are none. */
  private record Asked<T>(Optional<T> known, Optional<String> unknown) {}

  private static <T> Future<Asked<T>> orUnknown(Future<T> asked) {
    return asked
        .map(known -> new Asked<>(Optional.of(known), Optional.empty()))
        .recover(
            failure ->
                Unanswered.sentence(failure)
                    .map(
                        why ->
                            Future.succeededFuture(
                                new Asked<T>(Optional.empty(), Optional.of(why))))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  private static JsonObject freshness(Freshness patron, List<SubscriptionStatus> statuses) {
    JsonArray list = new JsonArray();
    for (SubscriptionStatus one : statuses) {
      list.add(
          new JsonObject()
              .put("name", one.name())
              .put("unread", one.unread())
              .put("oldestMillis", one.oldestMillis())
              .put("problems", new JsonArray(one.problems())));
    }
    return patron.json().put("subscriptions", list);
  }
}
