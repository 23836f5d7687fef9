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
   * Works on at least one delivery.
   *
   * @param patience how long, and how many, deliveries may wait for their predecessors
   * @param budgetSpent whether the retry budget for transient failures is used up
   * @return fails with {@link HandlerFailedException} if the events may be the cause, and with
   *     another exception if the attempt failed; nothing was changed then
   */
  Future<BatchResult> run(List<Delivery> deliveries, Patience patience, boolean budgetSpent);
}
