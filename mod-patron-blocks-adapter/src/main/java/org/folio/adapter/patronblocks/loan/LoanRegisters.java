/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.Comparator;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one source about one loan, each with the stamp of its event.
 *
 * <p>{@link #merge} is associative, commutative and idempotent. So the result is independent of the
 * order of arrival, of the split into batches and of duplicates.
 *
 * @param checkOut the first check-out (contract: mod-patron-blocks ignores a second one)
 * @param dueDate the last change of due date
 * @param lost whether the item is lost, according to the last event about it
 * @param claimed whether the item is claimed returned, likewise
 * @param closedSequence stamp of the first event that ended the loan, or 0. An ended loan stays
 *     ended
 * @param lastSequence the highest stamp of all events
 */
record LoanRegisters(
    @Nullable Stamped<CheckOut> checkOut,
    @Nullable Stamped<DueDate> dueDate,
    @Nullable Stamped<Boolean> lost,
    @Nullable Stamped<Boolean> claimed,
    long closedSequence,
    long lastSequence) {

  private static final Comparator<Boolean> TIE = Comparator.naturalOrder();

  static LoanRegisters checkedOut(Stamped<CheckOut> checkOut) {
    return new LoanRegisters(checkOut, null, null, null, Stamped.UNWRITTEN, checkOut.sequence());
  }

  /**
   * A change without a recall also says that the item is not lost (contract: mod-patron-blocks
   * 2.5).
   */
  static LoanRegisters dueDateChanged(Stamped<DueDate> dueDate) {
    return new LoanRegisters(
        null,
        dueDate,
        dueDate.value().recall() ? null : LoanFact.with(dueDate, false),
        null,
        Stamped.UNWRITTEN,
        dueDate.sequence());
  }

  /** A lost item is not claimed returned, and vice versa. */
  static LoanRegisters lost(Stamped<Boolean> lost) {
    return new LoanRegisters(
        null, null, lost, LoanFact.with(lost, false), Stamped.UNWRITTEN, lost.sequence());
  }

  static LoanRegisters claimedReturned(Stamped<Boolean> claimed) {
    return new LoanRegisters(
        null, null, LoanFact.with(claimed, false), claimed, Stamped.UNWRITTEN, claimed.sequence());
  }

  static LoanRegisters closed(Stamped<Boolean> closed) {
    return new LoanRegisters(null, null, null, null, closed.sequence(), closed.sequence());
  }

  boolean isClosed() {
    return closedSequence > Stamped.UNWRITTEN;
  }

  LoanRegisters merge(LoanRegisters other) {
    return new LoanRegisters(
        Stamped.earliest(checkOut, other.checkOut, CheckOut.TIE),
        Stamped.latest(dueDate, other.dueDate, DueDate.TIE),
        Stamped.latest(lost, other.lost, TIE),
        Stamped.latest(claimed, other.claimed, TIE),
        firstClosed(closedSequence, other.closedSequence),
        Math.max(lastSequence, other.lastSequence));
  }

  private static long firstClosed(long a, long b) {
    if (a == Stamped.UNWRITTEN || b == Stamped.UNWRITTEN) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }
}
