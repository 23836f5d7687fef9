/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.batch.Planner;
import org.folio.eventbus.batch.SubscriptionLog;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.store.StoreTransaction;
import org.folio.eventbus.store.SubscriptionStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the parked events of one key in order. Events of the key that arrive meanwhile wait for
 * the cursor, which each step locks: they are parked behind the others, or applied if no parked
 * event remains.
 */
public final class KeyRelease {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRelease.class);

  // Events in one transaction; the key's cursor is locked meanwhile.
  private static final int STEP = 100;

  private static final Justification BY_ITSELF =
      new Justification("The obstacle has been removed", "event-bus");

  private final SubscriptionStore store;
  private final Planner planner;
  private final RecordReader reader;
  private final Subscription subscription;
  private final TenantId tenant;
  private final StreamKey key;
  private final Justification why;
  private final int most;
  private final Duration hold;
  private int released;

  private KeyRelease(
      SubscriptionStore store,
      RecordReader reader,
      Subscription subscription,
      TenantId tenant,
      StreamKey key,
      Justification why) {
    this.store = store;
    // The age of the waiting events decides here whether a gap is passed over.
    this.planner = new Planner(PlanRules.of(subscription).passing());
    this.reader = reader;
    this.subscription = subscription;
    this.tenant = tenant;
    this.key = key;
    this.why = why;
    // A called module may be slow, and the key's cursor is locked meanwhile.
    this.most = subscription.handler() instanceof ExternalHandler ? 1 : STEP;
    this.hold = Hold.of(subscription);
  }

  /**
   * A release at an operator's request. It passes over gaps, but only after their hold time; events
   * that still wait for a gap are released automatically later.
   */
  public static Future<ReleaseResult> byOperator(
      SubscriptionStore store,
      RecordReader reader,
      Subscription subscription,
      TenantId tenant,
      StreamKey key,
      Justification why) {
    KeyRelease release = new KeyRelease(store, reader, subscription, tenant, key, why);
    return release.steps(release.most).onSuccess(release::log);
  }

  /**
   * A release of events that are not poison, as far as no sequence is missing or missing sequences
   * are given up.
   */
  static Future<ReleaseResult> byItself(
      SubscriptionStore store,
      RecordReader reader,
      Subscription subscription,
      TenantId tenant,
      StreamKey key) {
    KeyRelease release = new KeyRelease(store, reader, subscription, tenant, key, BY_ITSELF);
    return release
        .steps(release.most)
        .onSuccess(
            result -> {
              if (result.released() > 0) {
                release.log(result);
              }
            });
  }

  /**
   * The progress of one transaction.
   *
   * @param released number of events
   * @param obstacle why the rest cannot be released, or null if there may be more to do
   * @param finished whether nothing is left to do
   */
  private record Step(int released, @Nullable String obstacle, boolean finished) {}

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
        .inTransaction(
            tenant,
            keys(),
            (tx, cursors) -> step(tx, Objects.requireNonNull(cursors.get(key)), size))
        .compose(
            done -> {
              released += done.released();
              return done.finished() ? finished(done.obstacle()) : steps(most);
            },
            cause -> {
              if (!(cause instanceof HandlerFailedException refused)) {
                return Future.failedFuture(cause);
              }
              return size > 1
                  ? steps(size / 2)
                  : store
                      .inTransaction(
                          tenant, keys(), (tx, cursors) -> markPoison(tx, refused.reason()))
                      .compose(marked -> finished(refused.reason()));
            });
  }

  private SortedSet<StreamKey> keys() {
    return new TreeSet<>(List.of(key));
  }

  private Future<Step> step(StoreTransaction tx, Cursor cursor, int size) {
    return tx.parked(key, size).compose(rows -> apply(tx, cursor, rows, rows.size() < size));
  }

  private Future<Step> apply(
      StoreTransaction tx, Cursor cursor, List<ParkedRow> parked, boolean areAll) {
    Cursor flowing = new Cursor(cursor.last(), false, cursor.openGaps());
    if (parked.isEmpty()) {
      return tx.record(List.of(), Map.of(key, flowing)).map(new Step(0, null, true));
    }
    List<ParkedRow> rows = permitted(parked);
    if (rows.isEmpty()) {
      return Future.succeededFuture(new Step(0, "An event of the key is poison", true));
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (ParkedRow row : rows) {
      Delivery delivery = reader.read(row.source()).orElseThrow();
      if (delivery.problem() != null) {
        return Future.failedFuture(HandlerFailedException.because(delivery.problem()));
      }
      deliveries.add(delivery);
    }
    return planner
        .plan(
            tx,
            deliveries,
            Map.of(key, flowing),
            Patience.unlimited(Map.of(key, passableUpTo(rows))))
        .compose(
            plan -> {
              if (!plan.with(Outcome.PARKED).isEmpty()) {
                return Future.failedFuture(HandlerFailedException.because(BatchPlan.OTHER_EVENT));
              }
              boolean flows = areAll && rows.size() == parked.size() && plan.held().isEmpty();
              Cursor moved = plan.changedCursors().getOrDefault(key, flowing);
              // While more events may be parked, later ones wait behind them.
              return execute(tx, plan, rows, new Cursor(moved.last(), !flows, moved.openGaps()));
            });
  }

  // Only an operator decides to retry a poison event.
  private List<ParkedRow> permitted(List<ParkedRow> rows) {
    return why == BY_ITSELF
        ? rows.stream().takeWhile(row -> row.state() != ParkedState.POISON).toList()
        : rows;
  }

  private long passableUpTo(List<ParkedRow> rows) {
    if (why == BY_ITSELF && subscription.policy().onGap() == SubscriptionPolicy.OnGap.STOP) {
      return 0;
    }
    return rows.stream()
        .filter(row -> row.age().compareTo(hold) >= 0)
        .mapToLong(ParkedRow::sequence)
        .max()
        .orElse(0);
  }

  private Future<Step> execute(
      StoreTransaction tx, BatchPlan plan, List<ParkedRow> rows, Cursor moved) {
    List<ParkedRow> done = rows.subList(0, rows.size() - plan.held().size());
    return handle(tx, plan)
        .compose(applied -> tx.record(receipts(plan), Map.of(key, moved)))
        .compose(written -> done.isEmpty() ? Future.succeededFuture() : tx.released(key, done, why))
        .compose(
            removed ->
                tx.changeGaps(rows.get(0).source().partition(), plan.newGaps(), plan.healed()))
        .compose(
            changed ->
                plan.held().isEmpty()
                    ? Future.succeededFuture(new Step(done.size(), null, !moved.parked()))
                    : report(tx, plan, rows.get(done.size()))
                        .compose(
                            reported -> waitForMissing(tx, rows.get(done.size()), done.size())))
        .onSuccess(step -> plan.newGaps().forEach(this::logGaps));
  }

  // A key that stopped without a hold time in memory is reported as missing after that time: the
  // producer is only asked for reported gaps.
  private Future<Void> report(StoreTransaction tx, BatchPlan plan, ParkedRow first) {
    long come = plan.heldAt().getOrDefault(key, 0L);
    boolean due =
        subscription.policy().onGap() == SubscriptionPolicy.OnGap.STOP
            && first.age().compareTo(hold) >= 0
            && first.sequence() > come + 1;
    if (!due) {
      return Future.succeededFuture();
    }
    List<SequenceRange> missing = List.of(new SequenceRange(come + 1, first.sequence() - 1));
    return tx.changeGaps(first.source().partition(), Map.of(key, missing), Map.of())
        .onSuccess(opened -> logGaps(key, missing));
  }

  private void logGaps(StreamKey ofKey, List<SequenceRange> ranges) {
    ranges.forEach(range -> SubscriptionLog.gap(subscription.name(), tenant, ofKey, range));
  }

  private Future<Step> waitForMissing(StoreTransaction tx, ParkedRow first, int done) {
    String cause = "Sequences before %s of its key are missing".formatted(first.sequence());
    return (first.state() == ParkedState.GAP
            ? Future.<Void>succeededFuture()
            : tx.mark(first, ParkedState.GAP, cause))
        .compose(marked -> noteStop(tx, first, released + done, cause))
        .map(new Step(done, cause, true));
  }

  private static Future<Void> handle(StoreTransaction tx, BatchPlan plan) {
    return plan.toApply().isEmpty() ? Future.succeededFuture() : tx.handle(plan.toApply());
  }

  private static List<Receipt> receipts(BatchPlan plan) {
    return plan.receipts().stream()
        .map(
            receipt ->
                receipt.outcome() == Outcome.APPLIED || receipt.outcome() == Outcome.SKIPPED
                    ? receipt.withOutcome(Outcome.RELEASED)
                    : receipt)
        .toList();
  }

  private Future<Void> markPoison(StoreTransaction tx, String cause) {
    return tx.parked(key, 1)
        .compose(
            rows ->
                rows.isEmpty()
                    ? Future.succeededFuture()
                    : tx.mark(rows.get(0), ParkedState.POISON, cause)
                        .compose(marked -> noteStop(tx, rows.get(0), released, cause)));
  }

  // Automatic releases are tried every few seconds and need no entry for an operator.
  private Future<Void> noteStop(StoreTransaction tx, ParkedRow first, int before, String cause) {
    return why == BY_ITSELF ? Future.succeededFuture() : tx.stopped(key, first, before, cause, why);
  }

  private Future<ReleaseResult> finished(@Nullable String cause) {
    return store
        .parked(tenant, key)
        .map(remaining -> new ReleaseResult(released, remaining, cause));
  }
}
