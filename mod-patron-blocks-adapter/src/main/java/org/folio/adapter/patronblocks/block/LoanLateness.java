/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.folio.adapter.patronblocks.loan.GracePeriod;
import org.folio.adapter.patronblocks.loan.OpenLoan;

/**
 * How late a loan is (contract: mod-patron-blocks 2.7).
 *
 * @param minutes whole minutes since the due date if they are more than the grace period, else 0.
 *     The grace period is a threshold; it is not subtracted
 */
record LoanLateness(OpenLoan loan, long minutes) {

  private static final long MINUTES_OF_A_DAY = 24L * 60;

  static LoanLateness of(OpenLoan loan, Instant now) {
    long late = ChronoUnit.MINUTES.between(loan.dueDate().toInstant(), now);
    GracePeriod grace = loan.gracePeriod();
    long allowed = grace == null ? 0 : grace.minutes();
    return new LoanLateness(loan, late > allowed ? late : 0);
  }

  boolean isOverdue() {
    return minutes > 0;
  }

  boolean isOverdueRecall() {
    return isOverdue() && loan.recall();
  }

  /** Days that have begun. */
  long days() {
    return (minutes + MINUTES_OF_A_DAY - 1) / MINUTES_OF_A_DAY;
  }
}
