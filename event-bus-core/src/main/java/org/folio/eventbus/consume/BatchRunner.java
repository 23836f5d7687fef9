/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;

/** Runs a batch, and splits it until an event that cannot be applied stands alone and is parked. */
final class BatchRunner {

  private final BatchWork work;
  private final ParkLimit parkLimit;

  BatchRunner(BatchWork work, ParkLimit parkLimit) {
    this.work = work;
    this.parkLimit = parkLimit;
  }

  /**
   * Runs a batch. The future never fails; what is to be repeated is in the result.
   *
   * @param budgetSpent whether what may pass has had its time to pass
   */
  Future<BatchResult> run(Lane.Batch batch, boolean budgetSpent) {
    // In order, a part never waits for an event that stands in a later part.
    return attempt(
        BatchPlan.inSequenceOrder(batch.deliveries()), batch.heldLongEnough(), budgetSpent);
  }

  private Future<BatchResult> attempt(
      List<Delivery> deliveries, Map<StreamKey, Long> heldLongEnough, boolean budgetSpent) {
    // Also what is thrown before the first statement must become a result, or the lane would be
    // busy for ever.
    return Future.<Void>succeededFuture()
        .compose(begin -> permitted(deliveries))
        .compose(permitted -> work.run(deliveries, heldLongEnough, budgetSpent))
        .recover(
            cause ->
                cause instanceof HandlerFailedException refused
                        && (refused.permanent() || budgetSpent)
                    ? isolate(deliveries, heldLongEnough, budgetSpent, refused)
                    : Future.succeededFuture(BatchResult.failed(deliveries, cause)));
  }

  private Future<BatchResult> isolate(
      List<Delivery> deliveries,
      Map<StreamKey, Long> heldLongEnough,
      boolean budgetSpent,
      HandlerFailedException refused) {
    if (deliveries.size() == 1) {
      return attempt(
              List.of(deliveries.get(0).poisonous(refused.reason())), heldLongEnough, budgetSpent)
          // What could not be parked is tried again as it was: the handler may be mended.
          .map(
              parked ->
                  parked.cause() == null ? parked : BatchResult.failed(deliveries, parked.cause()));
    }
    int middle = deliveries.size() / 2;
    List<Delivery> rest = deliveries.subList(middle, deliveries.size());
    return attempt(deliveries.subList(0, middle), heldLongEnough, budgetSpent)
        .compose(
            first ->
                first.cause() != null
                    ? Future.succeededFuture(first.then(BatchResult.failed(rest, first.cause())))
                    : attempt(rest, heldLongEnough, budgetSpent).map(first::then));
  }

  private Future<Void> permitted(List<Delivery> deliveries) {
    TenantId tenant = deliveries.get(0).tenant();
    if (!parkLimit.reached(tenant)) {
      return Future.succeededFuture();
    }
    return deliveries.stream()
        .filter(delivery -> delivery.problem() != null)
        .findFirst()
        .<Future<Void>>map(
            poison ->
                Future.failedFuture(
                    new ParkLimitReachedException(
                        parkLimit.sentence(tenant, String.valueOf(poison.problem())))))
        .orElse(Future.succeededFuture());
  }
}
