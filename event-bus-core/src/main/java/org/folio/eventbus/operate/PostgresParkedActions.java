/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedCause;
import org.folio.eventbus.admin.parked.ParkedEvent;
import org.folio.eventbus.admin.parked.ParkedKey;
import org.folio.eventbus.admin.parked.ParkedKeyChoice;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.admin.parked.Release;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.keywork.OperatorDecisions;
import org.folio.eventbus.park.KeyLookup;
import org.folio.eventbus.park.ParkedEvents;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.park.RelayRelease;
import org.jspecify.annotations.Nullable;

/**
 * Operators' actions on parked and missing events. Invalid arguments fail with {@link
 * IllegalArgumentException} and an explanation. Safe for use by several threads.
 */
public final class PostgresParkedActions implements ParkedActions {

  private final Pool pool;
  private final ModuleSchema module;
  private final Function<String, Future<OperatorDecisions>> decisions;

  /**
   * Acts on the tables of a module.
   *
   * @param decisions finds a subscription by its name, and fails if there is none
   */
  public PostgresParkedActions(
      Pool pool, ModuleSchema module, Function<String, Future<OperatorDecisions>> decisions) {
    this.pool = pool;
    this.module = module;
    this.decisions = decisions;
  }

  @Override
  public Future<List<ParkedKey>> keys(TenantId tenant) {
    return ParkedTable.list(pool, module.of(tenant), MOST_PARKED_KEYS);
  }

  @Override
  public Future<List<ParkedCause>> causes(TenantId tenant) {
    return ParkedEvents.causes(pool, module.of(tenant), MOST_CAUSES);
  }

  @Override
  public Future<List<ParkedEvent>> events(
      TenantId tenant, String subscription, ParkedKeyChoice choice) {
    return known(subscription)
        .compose(known -> key(tenant, subscription, choice))
        .compose(key -> ParkedEvents.ofKey(pool, module.of(tenant), subscription, key));
  }

  @Override
  public Future<Release> release(
      TenantId tenant,
      String subscription,
      ParkedKeyChoice choice,
      Justification why,
      boolean dryRun) {
    return known(subscription)
        .compose(known -> key(tenant, subscription, choice))
        .compose(key -> release(tenant, subscription, key, why, dryRun, Action.RELEASE));
  }

  @Override
  public Future<Release> releaseCause(
      TenantId tenant,
      String subscription,
      String cause,
      long after,
      long upTo,
      Justification why,
      boolean dryRun) {
    return known(subscription)
        .compose(
            known ->
                ParkedEvents.ofCause(
                    pool,
                    module.of(tenant),
                    subscription,
                    cause,
                    after,
                    upTo,
                    ParkedActions.MOST_KEYS))
        .compose(
            parked ->
                CauseRelease.run(parked, dryRun, key -> release(tenant, subscription, key, why)));
  }

  @Override
  public Future<Release> retry(
      TenantId tenant,
      String subscription,
      UUID eventId,
      String payload,
      Justification why,
      boolean dryRun) {
    return ofSubscription(subscription, "mended")
        .compose(
            known ->
                known
                    .mend(tenant, eventId, payload, why, dryRun)
                    .compose(
                        mended ->
                            key(tenant, subscription, new ParkedKeyChoice(null, eventId))
                                .compose(
                                    key ->
                                        release(
                                            tenant, subscription, key, why, dryRun, Action.RETRY))
                                .map(released -> together(mended, released))));
  }

  @Override
  public Future<ActionResult> discard(
      TenantId tenant, String subscription, ParkedPlace parked, Justification why, boolean dryRun) {
    return ofSubscription(subscription, "discarded")
        .compose(known -> known.discard(tenant, parked, why, dryRun));
  }

  @Override
  public Future<ActionResult> skip(
      TenantId tenant,
      String subscription,
      StreamKey key,
      SequenceRange range,
      Justification why,
      boolean dryRun) {
    return decisions
        .apply(subscription)
        .compose(
            known ->
                KeyLookup.whole(pool, module.of(tenant), subscription, key)
                    .compose(whole -> known.skip(tenant, whole, range, why, dryRun)));
  }

  private Future<Release> release(
      TenantId tenant,
      String subscription,
      StreamKey key,
      Justification why,
      boolean dryRun,
      Action action) {
    return ParkedEvents.ofKey(pool, module.of(tenant), subscription, key)
        .compose(
            parked -> {
              JsonObject before = new JsonObject().put("parked", parked.size());
              if (parked.isEmpty()) {
                return Future.succeededFuture(
                    new Release(
                        ActionResult.nothing(action, "No event of the key is parked"),
                        new ReleaseResult(0, 0, null)));
              }
              return dryRun
                  ? Future.succeededFuture(preview(action, parked, before))
                  : release(tenant, subscription, key, why)
                      .map(released -> result(action, released, before));
            });
  }

  private Future<ReleaseResult> release(
      TenantId tenant, String subscription, StreamKey key, Justification why) {
    return subscription.equals(Subscription.PRODUCING_SIDE)
        ? pool.withTransaction(tx -> RelayRelease.run(tx, module.of(tenant), key, why))
        : decisions.apply(subscription).compose(known -> known.release(tenant, key, why));
  }

  private static Release preview(Action action, List<ParkedEvent> parked, JsonObject before) {
    ParkedEvent first = parked.get(0);
    String explanation =
        "%s events of the key would be tried in their order, beginning with sequence %s, a %s%s; the first that cannot be applied ends the release"
            .formatted(
                parked.size(),
                first.sequence(),
                first.type(),
                first.cause() == null ? "" : ", which was parked for: " + first.cause());
    return new Release(
        ActionResult.dryRun(action, explanation, before, new JsonObject().put("parked", 0)),
        new ReleaseResult(0, parked.size(), first.cause()));
  }

  private static Release result(Action action, ReleaseResult released, JsonObject before) {
    boolean all = released.cause() == null;
    String explanation =
        all
            ? "%s events were released in order; no event of the key is parked any more"
                .formatted(released.released())
            : "%s events were released, %s stay parked: %s"
                .formatted(released.released(), released.remaining(), released.cause());
    return new Release(
        new ActionResult(
            action,
            all ? ActionOutcome.DONE : ActionOutcome.FAILED,
            explanation,
            null,
            before,
            new JsonObject().put("parked", released.remaining())),
        released);
  }

  private static Release together(ActionResult mended, Release released) {
    ActionResult result = released.result();
    return new Release(
        new ActionResult(
            Action.RETRY,
            result.outcome(),
            mended.explanation() + ". " + result.explanation(),
            mended.operation(),
            result.before().copy().mergeIn(mended.before()),
            result.after().copy().mergeIn(mended.after())),
        released.released());
  }

  private Future<StreamKey> key(TenantId tenant, String subscription, ParkedKeyChoice choice) {
    String schema = module.of(tenant);
    StreamKey named = choice.key();
    UUID eventId = choice.eventId();
    return named == null
        ? KeyLookup.ofEvent(pool, schema, subscription, Objects.requireNonNull(eventId))
        : KeyLookup.whole(pool, schema, subscription, named);
  }

  private Future<@Nullable OperatorDecisions> known(String subscription) {
    return subscription.equals(Subscription.PRODUCING_SIDE)
        ? Future.succeededFuture()
        : decisions.apply(subscription).map(known -> known);
  }

  private Future<OperatorDecisions> ofSubscription(String subscription, String done) {
    return subscription.equals(Subscription.PRODUCING_SIDE)
        ? Future.failedFuture(
            new IllegalArgumentException(
                "An event that brokers refuse is not %s: all subscriptions would miss its number. Raise the limit that the cause names and release it"
                    .formatted(done)))
        : decisions.apply(subscription);
  }
}
