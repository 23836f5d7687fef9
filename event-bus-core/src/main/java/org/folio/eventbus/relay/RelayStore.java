/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.SentRow;

/** The outbox and the journal of one tenant. */
interface RelayStore {

  /**
   * The oldest events of some lanes, in order; at least one if there is any. Parked events and
   * those behind them are left out.
   */
  Future<OutboxRound> next(Set<Integer> lanes);

  /** Moves acknowledged events to the journal; those that were moved before stay there. */
  Future<Void> journalise(List<SentRow> sent);

  /** Parks an event that brokers reject; later events of its key wait behind it. */
  Future<Void> park(OutboxRow row, String cause);

  /** The lanes in which events wait. */
  Future<Set<Integer>> lanes();
}
