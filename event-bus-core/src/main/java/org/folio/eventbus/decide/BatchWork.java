/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.HandlerFailedException;

/** One attempt at the deliveries of one tenant. */
@FunctionalInterface
public interface BatchWork {

  /**
   * Works on deliveries, at least one.
   *
   * @param patience how long and how many of them may wait for their predecessors
   * @param budgetSpent whether what may pass has had its time to pass
   * @return fails with {@link HandlerFailedException} if the events may be the reason, with another
   *     exception if the attempt failed; nothing was changed then
   */
  Future<BatchResult> run(List<Delivery> deliveries, Patience patience, boolean budgetSpent);
}
