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
 * Projects the seven loan events to the loans of all patrons. The result is independent of the
 * order of arrival and of duplicates. Events of other types are ignored. Has no state; safe for use
 * by several threads.
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
   * Rejects events that can never be applied.
   *
   * @throws IllegalArgumentException with a sentence that names no value
   */
  public static void check(Event event) {
    LoanFact.of(event);
  }

  /**
   * The open loans after the events of one patron, computed without a database.
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

  /** The content of the events, without sources that have none. */
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
