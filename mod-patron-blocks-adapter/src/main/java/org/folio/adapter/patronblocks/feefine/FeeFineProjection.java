/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

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
 * Projects {@code FEE_FINE_BALANCE_CHANGED} to the amounts that patrons owe. The result is
 * independent of the order of arrival and of duplicates. Events of other types are ignored. Has no
 * state; safe for use by several threads.
 */
public final class FeeFineProjection implements TransactionalHandler {

  /**
   * Applies the batch with one statement for each source of events.
   *
   * @return fails with {@link IllegalArgumentException} if an event can never be applied
   */
  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    Map<Source, SortedMap<UUID, FeeFineRegisters>> accounts;
    try {
      accounts = fold(batch.events());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    Future<Void> merged = Future.succeededFuture();
    for (var ofSource : accounts.entrySet()) {
      merged =
          merged.compose(
              before ->
                  FeeFineTable.merge(tx, batch.schema(), ofSource.getKey(), ofSource.getValue()));
    }
    return merged;
  }

  /**
   * Rejects events that can never be applied.
   *
   * @throws IllegalArgumentException with a sentence that names no value
   */
  public static void check(Event event) {
    FeeFineFact.of(event);
  }

  /**
   * A patron's fees and fines after the events of the patron's accounts, computed without a
   * database.
   *
   * @throws IllegalArgumentException if an event can never be applied
   */
  public static List<OpenFeeFine> openAfter(Iterable<Event> events, UUID userId) {
    Map<UUID, FeeFineState> accounts = new HashMap<>();
    fold(events)
        .forEach(
            (source, registers) ->
                registers.forEach(
                    (account, said) ->
                        accounts.compute(
                            account, (id, known) -> FeeFineState.with(id, known, source, said))));
    return OpenFeesFines.open(accounts.values(), userId);
  }

  /** The content of the events, without sources that have none. */
  static Map<Source, SortedMap<UUID, FeeFineRegisters>> fold(Iterable<Event> events) {
    Map<Source, SortedMap<UUID, FeeFineRegisters>> accounts = new EnumMap<>(Source.class);
    for (Event event : events) {
      FeeFineFact.of(event)
          .ifPresent(
              fact ->
                  accounts
                      .computeIfAbsent(fact.source(), source -> new TreeMap<>())
                      .merge(fact.feeFineId(), fact.registers(), FeeFineRegisters::merge));
    }
    return accounts;
  }
}
