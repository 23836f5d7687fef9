/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;

/**
 * The handler of a subscription at work within a transaction.
 *
 * @param cutOff ends the session of a handler that does not end
 */
public record HandlerWork(Subscription subscription, HandlerCall call, CutOff cutOff) {

  /**
   * Lets the handler apply events, of which there is at least one.
   *
   * @return fails with {@link HandlerFailedException} if the events cannot be applied
   */
  public Future<Void> handle(SqlConnection tx, EventBatch batch) {
    if (subscription.handler() instanceof TransactionalHandler handler) {
      LentConnection lent = new LentConnection(tx);
      return call.run(
              () -> handler.handle(batch, lent.connection()),
              () -> {
                lent.takeBack();
                return cutOff.end(tx, subscription.policy().handlerLimit());
              })
          .onComplete(ended -> lent.takeBack());
    }
    ExternalHandler handler = (ExternalHandler) subscription.handler();
    Future<Void> handled = Future.succeededFuture();
    for (Event event : batch.events()) {
      handled = handled.compose(before -> call.external(handler, event));
    }
    return handled;
  }
}
