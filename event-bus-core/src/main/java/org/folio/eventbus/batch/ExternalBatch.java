/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.ParkLimitReachedException;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.store.SubscriptionStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch whose effects are outside the database: decide, call the handler, write the outcome.
 * No transaction is open during a call. So an event may be handled again if the process ends in
 * between, but never after a later event of its key.
 */
public final class ExternalBatch implements BatchWork {

  private final SubscriptionStore store;
  private final Planner planner;
  private final PlanWriter writer;
  private final ExternalCalls calls;
  private final ParkLimit parkLimit;
  private final BatchListener listener;

  public ExternalBatch(
      SubscriptionStore store,
      Planner planner,
      PlanWriter writer,
      ExternalCalls calls,
      ParkLimit parkLimit,
      BatchListener listener) {
    this.store = store;
    this.planner = planner;
    this.writer = writer;
    this.calls = calls;
    this.parkLimit = parkLimit;
    this.listener = listener;
  }

  @Override
  public Future<BatchResult> run(
      List<Delivery> deliveries, Patience patience, boolean budgetSpent) {
    TenantId tenant = deliveries.get(0).tenant();
    return store
        .inTransaction(
            tenant,
            Delivery.keysOf(deliveries),
            (tx, cursors) -> planner.plan(tx, deliveries, cursors, patience))
        .compose(plan -> calls.run(plan.toApply()))
        .compose(outcome -> settle(tenant, settlement(deliveries, outcome, budgetSpent), patience));
  }

  /**
   * The outcomes to write and the deliveries to retry.
   *
   * @param handled ids of the events whose effect has happened
   */
  private record Settlement(
      List<Delivery> settled,
      List<Delivery> unfinished,
      @Nullable Throwable cause,
      Set<UUID> handled) {

    // What may pass has a retry budget of its own, and a broken handler gets no further events.
    BatchResult again() {
      return cause instanceof HandlerFailedException || cause instanceof ParkLimitReachedException
          ? BatchResult.failed(unfinished, cause)
          : BatchResult.failedAlone(unfinished, cause);
    }
  }

  private Settlement settlement(
      List<Delivery> deliveries, ExternalCalls.Result calls, boolean budgetSpent) {
    List<Delivery> settled = new ArrayList<>();
    List<Delivery> unfinished = new ArrayList<>();
    Throwable cause = null;
    for (Delivery delivery : deliveries) {
      ExternalCalls.Failure failure =
          delivery.event() == null ? null : calls.failures().get(delivery.streamKey());
      if (failure == null || delivery.sequence() < failure.sequence()) {
        settled.add(delivery);
        continue;
      }
      HandlerFailedException refusal = failure.refusal(budgetSpent);
      if (refusal == null) {
        unfinished.add(delivery);
        cause = failure.cause() == null ? cause : failure.cause();
      } else if (parkLimit.reached(delivery.tenant())) {
        unfinished.add(delivery);
        cause =
            new ParkLimitReachedException(parkLimit.sentence(delivery.tenant(), refusal.reason()));
      } else {
        settled.add(
            delivery.sequence() == failure.sequence() ? delivery.poisonous(refusal) : delivery);
      }
    }
    return new Settlement(settled, unfinished, cause, calls.handled());
  }

  private Future<BatchResult> settle(TenantId tenant, Settlement settlement, Patience patience) {
    BatchResult again = settlement.again();
    if (settlement.settled().isEmpty()) {
      return Future.succeededFuture(again);
    }
    return store
        .inTransaction(
            tenant,
            Delivery.keysOf(settlement.settled()),
            (tx, cursors) ->
                planner
                    .plan(tx, settlement.settled(), cursors, patience)
                    .compose(plan -> unlessUnhandled(plan, settlement.handled()))
                    .compose(plan -> writer.write(tx, plan)))
        .map(
            plan -> {
              listener.committed(tenant, plan);
              return BatchResult.of(plan).then(again);
            });
  }

  // If the partition got another owner between the two transactions, cursors may have moved; the
  // events are duplicates then. An event that was not handled is never written as applied.
  private static Future<BatchPlan> unlessUnhandled(BatchPlan plan, Set<UUID> handled) {
    Set<UUID> unhandled =
        plan.toApply().stream()
            .map(Event::id)
            .filter(id -> !handled.contains(id))
            .collect(Collectors.toSet());
    return unhandled.isEmpty()
        ? Future.succeededFuture(plan)
        : Future.failedFuture(
            new IllegalStateException(
                "Cursors changed while events were handled; the batch is begun anew"));
  }
}
