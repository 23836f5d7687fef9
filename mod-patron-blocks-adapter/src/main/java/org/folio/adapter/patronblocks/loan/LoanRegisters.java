/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import org.jspecify.annotations.Nullable;

/**
 * Everything that events have said about one loan, each fact with the sequence of its event.
 *
 * <p>{@link #merge} is associative, commutative and idempotent. Therefore the result is the same
 * for every order of arrival, every cut into batches and every duplication of the same events.
 *
 * @param checkOut the first check-out (contract: mod-patron-blocks ignores a second one)
 * @param dueDate the last change of due date
 * @param lost whether the item is lost, as the last event that speaks about it says
 * @param claimed whether the item is claimed returned, likewise
 * @param closedSequence of the first event that ended the loan, or 0. An ended loan stays ended
 * @param lastSequence the highest of all events
 */
record LoanRegisters(
    @Nullable Stamped<CheckOut> checkOut,
    @Nullable Stamped<DueDate> dueDate,
    @Nullable Stamped<Boolean> lost,
    @Nullable Stamped<Boolean> claimed,
    long closedSequence,
    long lastSequence) {

  /** The sequence of a register that no event has written; producers count from 1. */
  static final long UNWRITTEN = 0;

  static LoanRegisters checkedOut(long sequence, CheckOut checkOut) {
    return new LoanRegisters(
        new Stamped<>(sequence, checkOut), null, null, null, UNWRITTEN, sequence);
  }

  /**
   * A change that no recall caused also says that the item is not lost (contract: mod-patron-blocks
   * 2.5).
   */
  static LoanRegisters dueDateChanged(long sequence, DueDate dueDate) {
    return new LoanRegisters(
        null,
        new Stamped<>(sequence, dueDate),
        dueDate.recall() ? null : new Stamped<>(sequence, false),
        null,
        UNWRITTEN,
        sequence);
  }

  /** An item that is lost is not claimed returned, and the other way round. */
  static LoanRegisters lost(long sequence) {
    return new LoanRegisters(
        null,
        null,
        new Stamped<>(sequence, true),
        new Stamped<>(sequence, false),
        UNWRITTEN,
        sequence);
  }

  static LoanRegisters claimedReturned(long sequence) {
    return new LoanRegisters(
        null,
        null,
        new Stamped<>(sequence, false),
        new Stamped<>(sequence, true),
        UNWRITTEN,
        sequence);
  }

  static LoanRegisters closed(long sequence) {
    return new LoanRegisters(null, null, null, null, sequence, sequence);
  }

  LoanRegisters merge(LoanRegisters other) {
    return new LoanRegisters(
        Stamped.earliest(checkOut, other.checkOut),
        Stamped.latest(dueDate, other.dueDate),
        Stamped.latest(lost, other.lost),
        Stamped.latest(claimed, other.claimed),
        firstClosed(closedSequence, other.closedSequence),
        Math.max(lastSequence, other.lastSequence));
  }

  private static long firstClosed(long a, long b) {
    if (a == UNWRITTEN || b == UNWRITTEN) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }
}
