/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.StreamKey;

/** One attempt at the deliveries of one tenant. */
@FunctionalInterface
interface BatchWork {

  /**
   * Works on deliveries, at least one.
   *
   * @param heldLongEnough per key, the highest sequence that has waited for its predecessors for
   *     the whole hold time
   * @param budgetSpent whether what may pass has had its time to pass
   * @return fails with {@link HandlerFailedException} if the events may be the reason, with another
   *     exception if the attempt failed; nothing was changed then
   */
  Future<BatchResult> run(
      List<Delivery> deliveries, Map<StreamKey, Long> heldLongEnough, boolean budgetSpent);
}
