/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.summary.OpenItems;

/**
 * The input of formulas, computed once for all of them.
 *
 * @param loans the counted loans: an item claimed returned does not count
 * @param owed the sum of all fees and fines except those for items claimed returned
 */
record PatronSituation(List<LoanLateness> loans, BigDecimal owed) {

  /**
   * The situation of a patron.
   *
   * @param now the time for which overdue loans are determined
   */
  static PatronSituation of(OpenItems items, Instant now) {
    return new PatronSituation(
        items.loans().stream()
            .filter(PatronSituation::counts)
            .map(loan -> LoanLateness.of(loan, now))
            .toList(),
        items.feesFines().stream()
            .filter(countsIn(items))
            .map(OpenFeeFine::balance)
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /** Whether a loan counts. */
  static boolean counts(OpenLoan loan) {
    return !loan.itemClaimedReturned();
  }

  /** Whether a fee or fine counts among these items. */
  static Predicate<OpenFeeFine> countsIn(OpenItems items) {
    Set<UUID> passedOver =
        items.loans().stream()
            .filter(loan -> !counts(loan))
            .map(OpenLoan::loanId)
            .collect(Collectors.toUnmodifiableSet());
    return fee -> fee.loanId() == null || !passedOver.contains(fee.loanId());
  }
}
