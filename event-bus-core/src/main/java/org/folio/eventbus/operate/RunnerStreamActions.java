/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ComparedTable;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.admin.replay.Difference;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.admin.replay.Shadow;
import org.folio.eventbus.admin.replay.ShadowResult;
import org.folio.eventbus.admin.replay.StreamActions;
import org.folio.eventbus.park.OperationTable;
import org.folio.eventbus.republish.JournalReplay;
import org.folio.eventbus.reread.Replayed;
import org.folio.eventbus.shadow.TableComparisons;
import org.folio.eventbus.subscription.SubscriptionRunner;

/**
 * Operators' actions on many events at once: replay, republication, reset of offsets. Safe for use
 * by several threads.
 */
public final class RunnerStreamActions implements StreamActions {

  private final Pool pool;
  private final ModuleSchema module;
  private final Set<String> published;
  private final Function<String, Future<SubscriptionRunner>> runners;
  private final JournalReplay journal;
  private final Shadow shadow;

  /**
   * Acts for a module.
   *
   * @param published the streams that the module publishes
   * @param runners finds a subscription by its name, and fails if there is none
   */
  public RunnerStreamActions(
      Pool pool,
      ModuleSchema module,
      Set<String> published,
      Function<String, Future<SubscriptionRunner>> runners,
      JournalReplay journal,
      Shadow shadow) {
    this.pool = pool;
    this.module = module;
    this.published = Set.copyOf(published);
    this.runners = runners;
    this.journal = journal;
    this.shadow = shadow;
  }

  @Override
  public Future<ActionResult> replay(
      TenantId tenant,
      String subscription,
      RecordSelection selection,
      Justification why,
      boolean dryRun) {
    return runners
        .apply(subscription)
        .compose(
            runner ->
                dryRun
                    ? runner
                        .preview(tenant, selection)
                        .map(
                            counted ->
                                ActionResult.dryRun(
                                    Action.REPLAY,
                                    "%s events would be read again; events applied before are duplicates, missed events would be applied"
                                        .formatted(counted.waiting()),
                                    new JsonObject(),
                                    new JsonObject().put("events", counted.waiting())))
                    : runner.replay(tenant, selection, why).map(RunnerStreamActions::result));
  }

  @Override
  public Future<ActionResult> shadow(
      TenantId tenant,
      String subscription,
      RecordSelection selection,
      List<ComparedTable> tables,
      Justification why,
      boolean dryRun) {
    String schema = module.of(tenant);
    return runners
        .apply(subscription)
        .compose(
            runner ->
                TableComparisons.of(pool, schema, tables)
                    .compose(
                        comparisons ->
                            dryRun
                                ? runner
                                    .preview(tenant, selection)
                                    .map(counted -> preview(counted, comparisons))
                                : shadow
                                    .replay(tenant, runner.subscription(), selection, comparisons)
                                    .compose(done -> noted(schema, subscription, done, why))));
  }

  @Override
  public Future<ActionResult> reset(
      TenantId tenant, String subscription, ResetTarget target, Justification why, boolean dryRun) {
    return runners.apply(subscription).compose(runner -> runner.reset(tenant, target, why, dryRun));
  }

  @Override
  public Future<ActionResult> republish(
      TenantId tenant, ReplaySelection selection, Justification why, boolean dryRun) {
    return published.contains(selection.stream())
        ? journal.republish(tenant, selection, why, dryRun)
        : Future.failedFuture(
            new IllegalArgumentException(
                "This module does not publish %s; it publishes %s"
                    .formatted(
                        selection.stream(),
                        published.isEmpty() ? "nothing" : String.join(", ", published))));
  }

  private static ActionResult result(Replayed replayed) {
    ReplayResult done = replayed.result();
    String cause = done.cause();
    return new ActionResult(
        Action.REPLAY,
        cause == null ? ActionOutcome.DONE : ActionOutcome.FAILED,
        "%s records were read again: %s events applied, %s were duplicates, %s wait for predecessors that were not selected%s%s"
            .formatted(
                done.read(),
                done.applied(),
                done.duplicates(),
                done.waiting(),
                done.limitReached() ? "; more events are selected than the limit allows" : "",
                cause == null ? "" : "; it ended early: " + cause),
        replayed.operation(),
        replayed.before(),
        json(done).mergeIn(replayed.after()));
  }

  private static JsonObject json(ReplayResult done) {
    JsonArray partitions = new JsonArray();
    done.partitions()
        .forEach(
            one ->
                partitions.add(
                    new JsonObject()
                        .put("topic", one.topic())
                        .put("partition", one.partition())
                        .put("end", one.end())));
    return new JsonObject()
        .put("read", done.read())
        .put("applied", done.applied())
        .put("duplicates", done.duplicates())
        .put("skipped", done.skipped())
        .put("parked", done.parked())
        .put("waiting", done.waiting())
        .put("unreadable", done.unreadable())
        .put("limitReached", done.limitReached())
        .put("partitions", partitions);
  }

  private static ActionResult preview(ReplayResult counted, List<Comparison> comparisons) {
    return ActionResult.dryRun(
        Action.SHADOW_REPLAY,
        "%s events would be applied again in a separate schema, and these tables compared: %s. Live tables are only read"
            .formatted(
                counted.waiting(),
                String.join(", ", comparisons.stream().map(Comparison::name).toList())),
        new JsonObject(),
        new JsonObject().put("events", counted.waiting()));
  }

  private Future<ActionResult> noted(
      String schema, String subscription, ShadowResult done, Justification why) {
    JsonArray found = new JsonArray();
    JsonArray counts = new JsonArray();
    for (Difference difference : done.differences()) {
      JsonObject count =
          new JsonObject()
              .put("table", difference.comparison())
              .put("equal", difference.equal())
              .put("onlyLive", difference.onlyLive())
              .put("onlyShadow", difference.onlyShadow());
      counts.add(count);
      found.add(
          count
              .copy()
              .put("liveRows", new JsonArray(difference.liveRows()))
              .put("shadowRows", new JsonArray(difference.shadowRows())));
    }
    JsonObject after =
        json(done.replay())
            .put("schema", done.schema())
            .put("missing", done.missing())
            .put("keysApart", done.keysApart());
    String explanation =
        done.keysApart() == 0
            ? "The live subscription is at the same sequence as the shadow for every key, so differences are due to the handler or the live tables"
            : "For %s keys the live subscription is at another sequence than the shadow, because events arrived meanwhile, wait, or were not selected: their rows differ for that reason"
                .formatted(done.keysApart());
    return OperationTable.write(
            pool,
            schema,
            Action.SHADOW_REPLAY,
            new JsonObject().put("subscription", subscription).put("schema", done.schema()),
            why,
            ActionOutcome.DONE.name(),
            new JsonObject(),
            after.copy().put("differences", counts))
        .map(
            operation ->
                ActionResult.done(
                    Action.SHADOW_REPLAY,
                    explanation,
                    operation,
                    new JsonObject(),
                    after.put("differences", found)));
  }
}
