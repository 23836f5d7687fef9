/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.condition.ConditionKind;

/** Evaluates a patron's limits (contract: mod-patron-blocks 2.7). */
final class BlockRules {

  private static final Map<ConditionKind, BlockFormula> FORMULAS =
      new EnumMap<>(
          Map.of(
              ConditionKind.ITEMS_CHARGED_OUT,
              new ItemsChargedOut(),
              ConditionKind.LOST_ITEMS,
              Exceeded.countOf(late -> late.loan().itemLost()),
              ConditionKind.OVERDUE_ITEMS,
              Exceeded.countOf(LoanLateness::isOverdue),
              ConditionKind.OVERDUE_RECALLS,
              Exceeded.countOf(LoanLateness::isOverdueRecall),
              ConditionKind.RECALL_OVERDUE_DAYS,
              Exceeded.daysOfOverdueRecall(),
              ConditionKind.FEE_FINE_BALANCE,
              new Exceeded(PatronSituation::owed)));

  private BlockRules() {}

  /** The verdict of each limit, in the order of the limits. */
  static List<LimitVerdict> verdicts(PatronSituation situation, List<GroupLimit> limits) {
    return limits.stream()
        .map(limit -> verdict(situation, limit))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The value compared with limits of a condition; empty for an unknown condition. */
  static Optional<BigDecimal> counted(PatronSituation situation, UUID conditionId) {
    return formula(conditionId).map(formula -> formula.counted(situation));
  }

  private static Optional<BlockFormula> formula(UUID conditionId) {
    return ConditionKind.of(conditionId).flatMap(kind -> Optional.ofNullable(FORMULAS.get(kind)));
  }

  private static Optional<LimitVerdict> verdict(PatronSituation situation, GroupLimit limit) {
    return formula(limit.conditionId())
        .map(
            formula -> {
              BigDecimal counted = formula.counted(situation);
              return new LimitVerdict(limit, counted, formula.reached(counted, limit.value()));
            });
  }
}
