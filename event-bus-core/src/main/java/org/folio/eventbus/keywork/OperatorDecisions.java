/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ParkedEvent;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.store.CursorTable;
import org.folio.eventbus.store.SubscriptionStore;

/**
 * Operators' decisions about the parked and missing events of a subscription. Each decision holds
 * the lock of the key's cursor, so the running subscription, a release and other operators wait for
 * it or see it. Safe for use by several threads.
 */
public final class OperatorDecisions {

  private final Pool pool;
  private final ModuleSchema module;
  private final SubscriptionStore store;
  private final RecordReader reader;
  private final Subscription subscription;
  private final EventDiscard discard;
  private final GapSkip skip;
  private final PayloadRetry retry;

  public OperatorDecisions(
      Pool pool,
      ModuleSchema module,
      SubscriptionStore store,
      RecordReader reader,
      EventCatalog catalog,
      Subscription subscription,
      String instance) {
    this.pool = pool;
    this.module = module;
    this.store = store;
    this.reader = reader;
    this.subscription = subscription;
    this.discard = new EventDiscard(reader, subscription, instance);
    this.skip = new GapSkip(subscription);
    this.retry = new PayloadRetry(reader, catalog, subscription);
  }

  /**
   * Applies the parked events of a key in order, until none is left or one cannot be applied again.
   */
  public Future<ReleaseResult> release(TenantId tenant, StreamKey key, Justification why) {
    return KeyRelease.byOperator(store, reader, subscription, tenant, key, why);
  }

  /**
   * Sets the first parked event of a key aside for good, and lets the later ones proceed.
   *
   * @return fails with {@link IllegalArgumentException} if an earlier obstacle exists
   */
  public Future<ActionResult> discard(
      TenantId tenant, ParkedPlace parked, Justification why, boolean dryRun) {
    return discard
        .find(pool, module.of(tenant), parked)
        .compose(
            found ->
                found.isEmpty()
                    ? discard.nothing(pool, module.of(tenant), parked)
                    : underLock(
                            tenant,
                            found.get().key(),
                            locked -> discard.run(locked, parked, why, dryRun))
                        .compose(result -> goOn(tenant, found.get().key(), result, dryRun)));
  }

  /**
   * Gives up missing sequences. They are ignored if they arrive later.
   *
   * @param range from the first sequence of a gap
   * @return fails with {@link IllegalArgumentException} if they are not missing
   */
  public Future<ActionResult> skip(
      TenantId tenant, StreamKey key, SequenceRange range, Justification why, boolean dryRun) {
    return underLock(tenant, key, locked -> skip.run(locked, range, why, dryRun))
        .compose(result -> goOn(tenant, key, result, dryRun));
  }

  /**
   * Validates an edited payload, and stores it with a parked event; the original is kept. The
   * caller releases the key afterwards.
   *
   * @return fails with {@link IllegalArgumentException} if the event is not parked or the payload
   *     is not valid for it
   */
  public Future<ActionResult> mend(
      TenantId tenant, UUID eventId, String payload, Justification why, boolean dryRun) {
    return retry
        .find(pool, module.of(tenant), eventId)
        .compose(
            (ParkedEvent found) ->
                underLock(
                    tenant,
                    found.key(),
                    locked -> retry.run(locked, eventId, payload, why, dryRun)));
  }

  /**
   * A key whose cursor is locked.
   *
   * @param tx the transaction that holds the lock
   */
  record LockedKey(SqlConnection tx, String schema, StreamKey key, Cursor cursor) {

    Future<Void> move(String subscription, Cursor to) {
      return CursorTable.update(tx, schema, subscription, Map.of(key, to));
    }
  }

  private Future<ActionResult> underLock(
      TenantId tenant, StreamKey key, Function<LockedKey, Future<ActionResult>> work) {
    String schema = module.of(tenant);
    return pool.withTransaction(
        tx ->
            CursorTable.lock(tx, schema, subscription.name(), new TreeSet<>(List.of(key)))
                .compose(
                    cursors ->
                        work.apply(
                            new LockedKey(
                                tx, schema, key, Objects.requireNonNull(cursors.get(key))))));
  }

  // Events that waited for the decision need not wait for the next check of stopped keys.
  private Future<ActionResult> goOn(
      TenantId tenant, StreamKey key, ActionResult result, boolean dryRun) {
    if (dryRun || result.operation() == null) {
      return Future.succeededFuture(result);
    }
    return KeyRelease.byItself(store, reader, subscription, tenant, key)
        .map(
            released ->
                result.followedBy(
                    "; %s later events of the key were applied, %s stay parked"
                        .formatted(released.released(), released.remaining()),
                    new JsonObject()
                        .put("released", released.released())
                        .put("parked", released.remaining())));
  }
}
