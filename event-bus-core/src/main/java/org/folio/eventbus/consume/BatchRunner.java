/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.StreamKey;

/** Runs a batch, and splits it until an event that cannot be applied stands alone and is parked. */
final class BatchRunner {

  private final BatchTransaction transaction;

  BatchRunner(BatchTransaction transaction) {
    this.transaction = transaction;
  }

  /** Runs a batch. The future never fails; what failed for a passing reason is in the result. */
  Future<BatchResult> run(Lane.Batch batch) {
    return attempt(batch.deliveries(), batch.heldLongEnough());
  }

  private Future<BatchResult> attempt(
      List<Delivery> deliveries, Map<StreamKey, Long> heldLongEnough) {
    // Also what is thrown before the first statement must become a result, or the lane would be
    // busy
    // for ever.
    return Future.<Void>succeededFuture()
        .compose(begin -> transaction.run(deliveries, heldLongEnough))
        .recover(
            cause ->
                cause instanceof HandlerFailedException refused
                    ? isolate(deliveries, heldLongEnough, refused)
                    : Future.succeededFuture(BatchResult.failed(deliveries, cause)));
  }

  private Future<BatchResult> isolate(
      List<Delivery> deliveries,
      Map<StreamKey, Long> heldLongEnough,
      HandlerFailedException refused) {
    if (deliveries.size() == 1) {
      return attempt(List.of(deliveries.get(0).poisonous(refused.reason())), heldLongEnough);
    }
    int middle = deliveries.size() / 2;
    List<Delivery> rest = deliveries.subList(middle, deliveries.size());
    return attempt(deliveries.subList(0, middle), heldLongEnough)
        .compose(
            first ->
                first.cause() != null
                    ? Future.succeededFuture(first.then(BatchResult.failed(rest, first.cause())))
                    : attempt(rest, heldLongEnough).map(first::then));
  }
}
