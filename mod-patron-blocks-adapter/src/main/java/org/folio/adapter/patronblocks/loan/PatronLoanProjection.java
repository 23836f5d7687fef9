/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.Source;
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
   * Applies the batch with one statement for each source of events.
   *
   * @return fails with {@link IllegalArgumentException} if an event can never be applied
   */
  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    Map<Source, SortedMap<LoanKey, LoanRegisters>> loans;
    try {
      loans = fold(batch.events());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    Future<Void> merged = Future.succeededFuture();
    for (var ofSource : loans.entrySet()) {
      merged =
          merged.compose(
              before ->
                  PatronLoanTable.merge(
                      tx, batch.schema(), ofSource.getKey(), ofSource.getValue()));
    }
    return merged;
  }

  /**
   * Refuses what could never be applied.
   *
   * @throws IllegalArgumentException with a sentence that names no value
   */
  public static void check(Event event) {
    LoanFact.of(event);
  }

  /**
   * What is open after the events of one patron, worked out without a database.
   *
   * @throws IllegalArgumentException if an event can never be applied
   */
  public static List<OpenLoan> openAfter(Iterable<Event> events) {
    Map<UUID, LoanState> loans = new HashMap<>();
    fold(events)
        .forEach(
            (source, registers) ->
                registers.forEach(
                    (key, said) ->
                        loans.compute(
                            key.loanId(), (id, known) -> LoanState.with(id, known, source, said))));
    return OpenLoans.open(loans.values());
  }

  /** What the events say, without the sources that say nothing. */
  static Map<Source, SortedMap<LoanKey, LoanRegisters>> fold(Iterable<Event> events) {
    Map<Source, SortedMap<LoanKey, LoanRegisters>> loans = new EnumMap<>(Source.class);
    for (Event event : events) {
      LoanFact.of(event)
          .ifPresent(
              fact ->
                  loans
                      .computeIfAbsent(fact.source(), source -> new TreeMap<>())
                      .merge(fact.key(), fact.registers(), LoanRegisters::merge));
    }
    return loans;
  }
}
