/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.handler.ReplayAbortedException;

/** A handler whose transaction is rolled back if it writes outside the schema of its batch. */
final class ConfinedHandler implements TransactionalHandler {

  private final TransactionalHandler handler;

  ConfinedHandler(TransactionalHandler handler) {
    this.handler = handler;
  }

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    return ForeignWrites.during(tx, batch.schema(), () -> handler.handle(batch, tx))
        .compose(
            foreign ->
                foreign.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new ReplayAbortedException(
                            "The handler writes to %s, which was rolled back. A handler must write to the schema of its batch only, which is %s here"
                                .formatted(foreign.get(), batch.schema()))));
  }
}
