/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Applies events to the subscribing module's own tables.
 *
 * <p>The effect, the cursor and the receipts commit in one transaction. An event has no effect
 * twice if its handling failed, was interrupted by a crash, or was repeated after a rebalance.
 */
@FunctionalInterface
public non-sealed interface TransactionalHandler extends EventHandler {

  /**
   * Applies a batch within the given transaction. Runs on the subscription's event loop and must
   * not block it.
   *
   * <p>A failed future rolls everything back. The policy's {@link FailureClassifier} decides
   * whether the batch is then retried, or split until the event that cannot be applied is alone and
   * is parked. A handler that does not finish within the policy's handler limit is cut off from the
   * database and counts as failed.
   *
   * @param batch the events; never empty
   * @param tx an open transaction; the handler neither commits, rolls back nor closes it. The
   *     connection is lent until the returned future completes; later calls on it fail with {@link
   *     IllegalStateException} and change nothing
   * @return completes when all effects are written
   */
  Future<Void> handle(EventBatch batch, SqlConnection tx);
}
