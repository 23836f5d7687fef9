/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Applies events to the subscribing module's own tables.
 *
 * <p>The effect, the cursor and the receipts commit in one transaction: an event whose handling
 * failed, was interrupted by a crash, or was repeated after a rebalance has no effect twice.
 */
@FunctionalInterface
public non-sealed interface TransactionalHandler extends EventHandler {

  /**
   * Applies a batch within the given transaction. Runs on the subscription's event loop and must
   * not block it.
   *
   * <p>A failed future rolls everything back. Whether the batch is then repeated, or split until
   * the event that cannot be applied stands alone and is parked, is told by the policy's {@link
   * FailureClassifier}. A handler that does not finish within the policy's handler limit is cut off
   * from the database and counts as failed.
   *
   * @param batch the events; never empty
   * @param tx an open transaction; the handler neither commits, rolls back nor closes it. It is
   *     lent until the returned future ends: what a handler asks of it later fails with {@link
   *     IllegalStateException} and changes nothing
   * @return completes when all effects are written
   */
  Future<Void> handle(EventBatch batch, SqlConnection tx);
}
