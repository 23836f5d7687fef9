/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A second implementation of the six conditions, from the contract's formulas alone
 * (mod-patron-blocks 2.7). It shares no code with the module, and is simple rather than fast.
 */
final class NaiveBlocks {

  /** A loan; a grace duration of 0 means that there is no grace period. */
  record Loan(
      String id,
      Instant due,
      boolean recall,
      boolean lost,
      boolean claimed,
      int grace,
      String unit) {}

  /** A fee or fine; the loan may be null. */
  record Fee(String loan, String balance) {}

  /** Borrowing, renewals, requests. */
  record Verdict(boolean borrowing, boolean renewals, boolean requests) {}

  private NaiveBlocks() {}

  static Verdict of(String condition, double limit, List<Loan> loans, List<Fee> fees, Instant now) {
    switch (condition) {
      case "3d7c52dc-c732-4223-8bf8-e5917801386f":
        int out = 0;
        for (Loan loan : loans) {
          if (!loan.claimed) {
            out++;
          }
        }
        return new Verdict(out >= limit, out > limit, out > limit);
      case "72b67965-5b73-4840-bc0b-be8f3f6e047e":
        int lost = 0;
        for (Loan loan : loans) {
          if (!loan.claimed && loan.lost) {
            lost++;
          }
        }
        return all(lost > limit);
      case "584fbd4f-6a34-4730-a6ca-73a6a6a9d845":
        int overdue = 0;
        for (Loan loan : loans) {
          if (!loan.claimed && overdueMinutes(loan, now) > 0) {
            overdue++;
          }
        }
        return all(overdue > limit);
      case "e5b45031-a202-4abb-917b-e1df9346fe2c":
        int recalls = 0;
        for (Loan loan : loans) {
          if (!loan.claimed && loan.recall && overdueMinutes(loan, now) > 0) {
            recalls++;
          }
        }
        return all(recalls > limit);
      case "08530ac4-07f2-48e6-9dda-a97bc2bf7053":
        boolean tooLong = false;
        for (Loan loan : loans) {
          double days = Math.ceil(overdueMinutes(loan, now) / 1440.0);
          if (!loan.claimed && loan.recall && overdueMinutes(loan, now) > 0 && days > limit) {
            tooLong = true;
          }
        }
        return all(tooLong);
      case "cf7a0d5f-a327-4ca1-aa9e-dc55ec006b8a":
        BigDecimal sum = BigDecimal.ZERO;
        for (Fee fee : fees) {
          boolean counts = true;
          for (Loan loan : loans) {
            if (loan.claimed && loan.id.equals(fee.loan)) {
              counts = false;
            }
          }
          if (counts) {
            sum = sum.add(new BigDecimal(fee.balance));
          }
        }
        return all(sum.compareTo(BigDecimal.valueOf(limit)) > 0);
      default:
        throw new AssertionError(condition);
    }
  }

  private static Verdict all(boolean blocked) {
    return new Verdict(blocked, blocked, blocked);
  }

  private static long overdueMinutes(Loan loan, Instant now) {
    long late = loan.due.isAfter(now) ? 0 : Duration.between(loan.due, now).getSeconds() / 60;
    long grace = 0;
    if (loan.grace > 0) {
      switch (loan.unit) {
        case "Minutes":
          grace = loan.grace;
          break;
        case "Hours":
          grace = loan.grace * 60L;
          break;
        case "Days":
          grace = loan.grace * 1440L;
          break;
        case "Weeks":
          grace = loan.grace * 10080L;
          break;
        case "Months":
          grace = loan.grace * 44640L;
          break;
        default:
          throw new AssertionError(loan.unit);
      }
    }
    return late > grace ? late : 0;
  }
}
