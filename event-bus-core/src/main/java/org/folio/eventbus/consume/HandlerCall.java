/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.Subscription;

/** Calls the handler and tells failures that lie in the events from those that may pass. */
final class HandlerCall {

  private HandlerCall() {}

  /**
   * Lets the handler work.
   *
   * @return fails with {@link HandlerFailedException} if the events cannot be applied, with the
   *     handler's own exception if it makes sense to try again
   */
  static Future<Void> of(Subscription subscription, EventBatch batch, SqlConnection tx) {
    Future<Void> handled;
    try {
      handled = subscription.handler().handle(batch, tx);
    } catch (RuntimeException e) {
      handled = Future.failedFuture(e);
    }
    return handled.recover(
        cause ->
            Future.failedFuture(
                FailureKind.of(cause) == FailureKind.PERMANENT
                    ? new HandlerFailedException(cause)
                    : cause));
  }
}
