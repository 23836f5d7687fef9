/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.OnGap;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.park.Justification;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ReleaseResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the parked events of one key in order. Events of the key that arrive meanwhile wait for
 * the cursor, which each step locks: they go behind what is parked, or flow again when nothing is.
 */
final class KeyRelease {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRelease.class);

  // Events in one transaction; the key's cursor is locked for as long.
  private static final int STEP = 100;

  private final SubscriptionStore store;
  private final Planner planner;
  private final RecordReader reader;
  private final Subscription subscription;
  private final TenantId tenant;
  private final StreamKey key;
  private final Justification why;
  private final int most;
  private int released;

  KeyRelease(
      SubscriptionStore store,
      RecordReader reader,
      Subscription subscription,
      TenantId tenant,
      StreamKey key,
      Justification why) {
    this.store = store;
    // Whoever releases has decided to pass over what is missing.
    this.planner = new Planner(new PlanRules(subscription.types(), OnGap.APPLY));
    this.reader = reader;
    this.subscription = subscription;
    this.tenant = tenant;
    this.key = key;
    this.why = why;
    // A called module may be slow, and the key's cursor is locked meanwhile.
    this.most = subscription.handler() instanceof ExternalHandler ? 1 : STEP;
  }

  /** Releases until nothing is parked or an event cannot be applied again. */
  Future<ReleaseResult> run() {
    return steps(most).onSuccess(this::log);
  }

  private void log(ReleaseResult result) {
    if (result.cause() == null) {
      LOG.info(
          "{} {}: {} parked events of a key of tenant {} are released",
          LogCode.KEY_RELEASED,
          subscription.name(),
          result.released(),
          tenant);
    } else {
      LOG.warn(
          "{} {}: {} parked events of a key of tenant {} are released, {} stay parked: {}",
          LogCode.RELEASE_FAILED,
          subscription.name(),
          result.released(),
          tenant,
          result.remaining(),
          result.cause());
    }
  }

  private Future<ReleaseResult> steps(int size) {
    return store
        .inTransaction(tenant, tx -> step(tx, size))
        .compose(
            done -> {
              released += done;
              return done == 0 ? finished(Optional.empty()) : steps(most);
            },
            cause -> {
              if (!(cause instanceof HandlerFailedException refused)) {
                return Future.failedFuture(cause);
              }
              return size > 1
                  ? steps(size / 2)
                  : store
                      .inTransaction(tenant, tx -> markPoison(tx, refused.reason()))
                      .compose(marked -> finished(Optional.of(refused.reason())));
            });
  }

  private Future<Integer> step(StoreTransaction tx, int size) {
    return tx.lockCursors(new TreeSet<>(List.of(key)))
        .compose(
            cursors -> tx.parked(key, size).compose(rows -> apply(tx, cursors.get(key), rows)));
  }

  private Future<Integer> apply(StoreTransaction tx, Cursor cursor, List<ParkedRow> rows) {
    Cursor flowing = new Cursor(cursor.last(), false, cursor.openGaps());
    if (rows.isEmpty()) {
      return tx.record(List.of(), Map.of(key, flowing)).map(0);
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (ParkedRow row : rows) {
      Delivery delivery = reader.read(row.source()).orElseThrow();
      if (delivery.problem() != null) {
        return Future.failedFuture(HandlerFailedException.because(delivery.problem()));
      }
      deliveries.add(delivery);
    }
    // What is missing in front of a parked event has had more than its hold time.
    return planner
        .plan(tx, deliveries, Map.of(key, flowing), Map.of(key, Long.MAX_VALUE))
        .compose(
            plan ->
                plan.with(Outcome.PARKED).isEmpty()
                    ? execute(tx, plan, rows)
                    : Future.failedFuture(HandlerFailedException.because(BatchPlan.OTHER_EVENT)));
  }

  private Future<Integer> execute(StoreTransaction tx, BatchPlan plan, List<ParkedRow> rows) {
    return handle(tx, plan)
        .compose(applied -> tx.record(receipts(plan), stillParked(plan)))
        .compose(written -> tx.released(key, rows, why))
        .compose(removed -> tx.changeGaps(plan.newGaps(), plan.healed()))
        .map(rows.size());
  }

  private static Future<Void> handle(StoreTransaction tx, BatchPlan plan) {
    return plan.toApply().isEmpty() ? Future.succeededFuture() : tx.handle(plan.toApply());
  }

  // Only the step that finds nothing parked lets the key flow.
  private Map<StreamKey, Cursor> stillParked(BatchPlan plan) {
    Cursor moved = plan.changedCursors().get(key);
    return moved == null ? Map.of() : Map.of(key, new Cursor(moved.last(), true, moved.openGaps()));
  }

  private static List<Receipt> receipts(BatchPlan plan) {
    return plan.receipts().stream()
        .map(
            receipt ->
                receipt.outcome() == Outcome.APPLIED
                    ? receipt.withOutcome(Outcome.RELEASED)
                    : receipt)
        .toList();
  }

  private Future<Void> markPoison(StoreTransaction tx, String cause) {
    return tx.lockCursors(new TreeSet<>(List.of(key)))
        .compose(cursors -> tx.parked(key, 1))
        .compose(
            rows -> rows.isEmpty() ? Future.succeededFuture() : tx.markPoison(rows.get(0), cause));
  }

  private Future<ReleaseResult> finished(Optional<String> cause) {
    return store
        .parked(tenant, key)
        .map(remaining -> new ReleaseResult(released, remaining, cause.orElse(null)));
  }
}
