/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares a loan of a summary with loan storage (contract: circulation, section 8). */
final class LoanComparison {

  private LoanComparison() {}

  /**
   * All differences of one loan.
   *
   * @param id of the loan
   * @param summary null if the summary does not have it open
   * @param stored null if storage does not have it
   */
  static List<Difference> of(UUID id, @Nullable SummaryLoan summary, @Nullable StoredLoan stored) {
    UUID owner = stored == null || !stored.open() ? null : stored.userId();
    List<Difference> differences = new ArrayList<>();
    if (summary != null && !summary.userId().equals(owner)) {
      differences.add(
          Difference.ghost(
              DifferenceKind.LOAN_GHOST, id, summary.userId(), summary.json(), end(stored)));
    }
    if (stored != null && owner != null) {
      if (summary == null || !summary.userId().equals(owner)) {
        differences.add(Difference.missing(DifferenceKind.LOAN_MISSING, id, owner, stored.json()));
      } else {
        addDetails(summary, stored, differences);
      }
    }
    return differences;
  }

  private static String end(@Nullable StoredLoan stored) {
    if (stored == null) {
      return "deleted";
    }
    if (!stored.open()) {
      return "closed";
    }
    return stored.userId() == null ? "anonymised" : "open, but of another patron";
  }

  private static void addDetails(SummaryLoan summary, StoredLoan stored, List<Difference> into) {
    add(
        into,
        DifferenceKind.DUE_DATE_WRONG,
        summary,
        text(summary.dueDate()),
        text(stored.dueDate()));
    add(into, DifferenceKind.RECALL_WRONG, summary, summary.recall(), stored.recall());
    add(into, DifferenceKind.ITEM_LOST_WRONG, summary, summary.lost(), stored.lost());
    add(
        into,
        DifferenceKind.ITEM_CLAIMED_RETURNED_WRONG,
        summary,
        summary.claimedReturned(),
        stored.claimedReturned());
  }

  private static void add(
      List<Difference> into, DifferenceKind kind, SummaryLoan loan, Object known, Object stored) {
    if (!known.equals(stored)) {
      into.add(new Difference(kind, loan.id(), loan.userId(), known, stored));
    }
  }

  /** Whether two times are the same, as far as both sides keep them. */
  static boolean sameTime(@Nullable Instant one, @Nullable Instant other) {
    return text(one).equals(text(other));
  }

  // Tables keep microseconds; what is finer is no difference.
  private static String text(@Nullable Instant time) {
    return time == null ? "none" : Objects.toString(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
