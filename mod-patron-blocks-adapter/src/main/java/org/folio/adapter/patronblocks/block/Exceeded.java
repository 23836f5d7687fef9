/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The formula of all conditions but one: everything is blocked as soon as an amount is greater than
 * the limit (contract: mod-patron-blocks 2.7).
 */
record Exceeded(Function<PatronSituation, BigDecimal> amount) implements BlockFormula {

  private static final BlockedActions ALL = new BlockedActions(true, true, true);

  /** Counts the loans that satisfy a predicate. */
  static Exceeded countOf(Predicate<LoanLateness> counted) {
    return new Exceeded(
        situation -> BigDecimal.valueOf(situation.loans().stream().filter(counted).count()));
  }

  /** Compares the days of the most overdue recall. */
  static Exceeded daysOfOverdueRecall() {
    return new Exceeded(
        situation ->
            BigDecimal.valueOf(
                situation.loans().stream()
                    .filter(LoanLateness::isOverdueRecall)
                    .mapToLong(LoanLateness::days)
                    .max()
                    .orElse(0)));
  }

  @Override
  public BigDecimal counted(PatronSituation situation) {
    return amount.apply(situation);
  }

  @Override
  public BlockedActions reached(BigDecimal counted, BigDecimal limit) {
    return counted.compareTo(limit) > 0 ? ALL : BlockedActions.NONE;
  }
}
