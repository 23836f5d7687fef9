/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;

/**
 * Keeps the loans of all patrons from the seven loan events. The result is the same for every order
 * of arrival and every duplication of the same events. Events of other types are left alone. Has no
 * state; may be used from any thread.
 */
public final class PatronLoanProjection implements TransactionalHandler {

  /**
   * Applies the batch with one statement.
   *
   * @return fails with {@link IllegalArgumentException} if an event can never be applied
   */
  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    SortedMap<LoanKey, LoanRegisters> loans;
    try {
      loans = fold(batch.events());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    return loans.isEmpty()
        ? Future.succeededFuture()
        : PatronLoanTable.merge(tx, batch.schema(), loans);
  }

  static SortedMap<LoanKey, LoanRegisters> fold(Iterable<Event> events) {
    SortedMap<LoanKey, LoanRegisters> loans = new TreeMap<>();
    for (Event event : events) {
      LoanFact.of(event)
          .ifPresent(fact -> loans.merge(fact.key(), fact.registers(), LoanRegisters::merge));
    }
    return loans;
  }
}
