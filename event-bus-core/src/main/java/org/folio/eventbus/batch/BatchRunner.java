/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.ParkLimitReachedException;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.store.Unstorable;

/**
 * Runs a batch. If the batch fails, splits it until an event that cannot be applied is alone and is
 * parked.
 */
public final class BatchRunner {

  private final BatchWork work;
  private final ParkLimit parkLimit;

  public BatchRunner(BatchWork work, ParkLimit parkLimit) {
    this.work = work;
    this.parkLimit = parkLimit;
  }

  /**
   * Runs a batch. The future never fails; the result holds the deliveries to retry.
   *
   * @param budgetSpent whether the retry budget for transient failures is used up
   * @param nextTurn called before each part of a split batch; a batch with many poison events takes
   *     hundreds of transactions, and other lanes must not wait for all of them
   */
  public Future<BatchResult> run(
      LaneBatch batch, boolean budgetSpent, IntFunction<Future<Void>> nextTurn) {
    // Parts run in order: a part never waits for an event of a later part.
    return new Splitting(batch.patience(), budgetSpent, nextTurn)
        .attempt(BatchPlan.inSequenceOrder(batch.deliveries()));
  }

  private Future<Void> permitted(List<Delivery> deliveries) {
    TenantId tenant = deliveries.get(0).tenant();
    if (!parkLimit.reached(tenant)) {
      return Future.succeededFuture();
    }
    return deliveries.stream()
        .filter(delivery -> delivery.problem() != null && !delivery.concernsTheBus())
        .findFirst()
        .<Future<Void>>map(
            poison ->
                Future.failedFuture(
                    new ParkLimitReachedException(
                        parkLimit.sentence(tenant, String.valueOf(poison.problem())))))
        .orElse(Future.succeededFuture());
  }

  /** One batch and its parts. */
  private final class Splitting {

    private final Patience patience;
    private final boolean budgetSpent;
    private final IntFunction<Future<Void>> nextTurn;

    Splitting(Patience patience, boolean budgetSpent, IntFunction<Future<Void>> nextTurn) {
      this.patience = patience;
      this.budgetSpent = budgetSpent;
      this.nextTurn = nextTurn;
    }

    Future<BatchResult> attempt(List<Delivery> deliveries) {
      // Exceptions thrown before the first statement must also become a result, or the lane would
      // be busy for ever.
      return Future.<Void>succeededFuture()
          .compose(begin -> permitted(deliveries))
          .compose(permitted -> work.run(deliveries, patience, budgetSpent))
          .recover(
              cause -> {
                if (cause instanceof HandlerFailedException refused
                    && (refused.permanent() || budgetSpent)) {
                  return isolate(deliveries, one -> one.poisonous(refused));
                }
                return Unstorable.is(cause)
                    ? isolate(deliveries, one -> one.notOfItsKey(Unstorable.sentence(cause)))
                    : Future.succeededFuture(BatchResult.failed(deliveries, cause));
              });
    }

    private Future<BatchResult> isolate(
        List<Delivery> deliveries, UnaryOperator<Delivery> verdict) {
      if (deliveries.size() == 1) {
        return park(deliveries.get(0), verdict);
      }
      int middle = deliveries.size() / 2;
      List<Delivery> rest = deliveries.subList(middle, deliveries.size());
      return inTurn(deliveries.subList(0, middle))
          .compose(
              first ->
                  first.unfinished().isEmpty()
                      ? inTurn(rest).map(first::then)
                      : Future.succeededFuture(
                          first.then(BatchResult.failed(rest, first.cause()))));
    }

    // An event that could not be parked is retried unchanged: the handler may have been fixed.
    private Future<BatchResult> park(Delivery delivery, UnaryOperator<Delivery> verdict) {
      List<Delivery> alone = List.of(verdict.apply(delivery));
      return permitted(alone)
          .compose(permitted -> work.run(alone, patience, budgetSpent))
          .recover(cause -> Future.succeededFuture(BatchResult.failed(List.of(delivery), cause)));
    }

    private Future<BatchResult> inTurn(List<Delivery> part) {
      return nextTurn.apply(part.size()).compose(turn -> attempt(part));
    }
  }
}
