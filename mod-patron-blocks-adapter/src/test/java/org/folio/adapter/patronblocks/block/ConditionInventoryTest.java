/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The assertions of mod-patron-blocks' AutomatedPatronBlocksAPITest, each with only the limit of
 * the condition and with all six limits.
 */
@WithEventBusServers
class ConditionInventoryTest {

  private static final String ALL = ":true,true,true";
  private static final int FAR = 1_000;

  private static RunningAdapter adapter;

  private final Instant now = Instant.now();
  private PatronFixture patron;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
    PatronFixture.allConditionsBlock(adapter);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void aPatron() {
    patron = new PatronFixture(adapter);
  }

  private void limit(ConditionKind kind, Number value, boolean withAllSix) {
    for (ConditionKind other : ConditionKind.values()) {
      if (other == kind) {
        patron.limit(kind, value);
      } else if (withAllSix) {
        patron.limit(other, FAR);
      }
    }
  }

  private void thenBlocks(String... expected) {
    patron.applyLoans();
    assertThat(patron.blocks()).containsExactly(expected);
  }

  private UUID loan(Duration late) {
    UUID loan = UUID.randomUUID();
    patron.loans.checkedOut(loan);
    patron.loans.dueDateChanged(loan, now.minus(late), false);
    return loan;
  }

  private UUID recalled(Duration late) {
    UUID loan = UUID.randomUUID();
    patron.loans.checkedOut(loan);
    patron.loans.dueDateChanged(loan, now.minus(late), true);
    return loan;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void chargedOutOneBelowTheLimitNothingAtItBorrowingBeyondItAllThree(boolean allSix) {
    limit(ConditionKind.ITEMS_CHARGED_OUT, 2, allSix);
    loan(Duration.ofDays(-1));
    thenBlocks();
    loan(Duration.ofDays(-1));
    thenBlocks("ITEMS_CHARGED_OUT:true,false,false");
    loan(Duration.ofDays(-1));
    thenBlocks("ITEMS_CHARGED_OUT" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lostItemsByDeclarationBlockOnlyBeyondTheLimit(boolean allSix) {
    limit(ConditionKind.LOST_ITEMS, 2, allSix);
    patron.loans.declaredLost(loan(Duration.ofDays(-1)));
    thenBlocks();
    patron.loans.declaredLost(loan(Duration.ofDays(-1)));
    thenBlocks();
    patron.loans.declaredLost(loan(Duration.ofDays(-1)));
    thenBlocks("LOST_ITEMS" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lostItemsByAgingBlockOnlyBeyondTheLimit(boolean allSix) {
    limit(ConditionKind.LOST_ITEMS, 2, allSix);
    patron.loans.agedToLost(loan(Duration.ofDays(-1)));
    thenBlocks();
    patron.loans.agedToLost(loan(Duration.ofDays(-1)));
    thenBlocks();
    patron.loans.agedToLost(loan(Duration.ofDays(-1)));
    thenBlocks("LOST_ITEMS" + ALL);
  }

  @Test
  void declaredAndAgedLostItemsAreCountedTogether() {
    patron.limit(ConditionKind.LOST_ITEMS, 1);
    patron.loans.declaredLost(loan(Duration.ofDays(-1)));
    thenBlocks();
    patron.loans.agedToLost(loan(Duration.ofDays(-1)));
    thenBlocks("LOST_ITEMS" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void overdueItemsBlockOnlyBeyondTheLimit(boolean allSix) {
    limit(ConditionKind.OVERDUE_ITEMS, 2, allSix);
    loan(Duration.ofMinutes(2));
    thenBlocks();
    loan(Duration.ofMinutes(2));
    thenBlocks();
    loan(Duration.ofMinutes(2));
    thenBlocks("OVERDUE_ITEMS" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void overdueRecallsBlockOnlyBeyondTheLimit(boolean allSix) {
    limit(ConditionKind.OVERDUE_RECALLS, 2, allSix);
    loan(Duration.ofMinutes(2));
    recalled(Duration.ofMinutes(2));
    thenBlocks();
    recalled(Duration.ofMinutes(2));
    thenBlocks();
    recalled(Duration.ofMinutes(2));
    thenBlocks("OVERDUE_RECALLS" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recallOverdueDaysBlockOnlyBeyondTheLimit(boolean allSix) {
    limit(ConditionKind.RECALL_OVERDUE_DAYS, 3, allSix);
    recalled(Duration.ofDays(2));
    thenBlocks();
    recalled(Duration.ofDays(3).minusMinutes(1));
    thenBlocks();
    loan(Duration.ofDays(5));
    thenBlocks();
    recalled(Duration.ofDays(4));
    thenBlocks("RECALL_OVERDUE_DAYS" + ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void feeFineBalanceOverTwoFeesBlocksOnlyAbove(boolean allSix) {
    limit(ConditionKind.FEE_FINE_BALANCE, 3.80, allSix);
    UUID second = UUID.randomUUID();
    patron.owes(UUID.randomUUID(), "1.50", null);
    patron.owes(second, "2.29", UUID.randomUUID());
    assertThat(patron.blocks()).isEmpty();
    patron.owes(second, "2.30", null);
    assertThat(patron.blocks()).isEmpty();
    patron.owes(second, "2.31", null);
    assertThat(patron.blocks()).containsExactly("FEE_FINE_BALANCE" + ALL);
  }

  private static final List<ConditionKind> ORDER =
      List.of(
          ConditionKind.FEE_FINE_BALANCE,
          ConditionKind.OVERDUE_RECALLS,
          ConditionKind.ITEMS_CHARGED_OUT,
          ConditionKind.RECALL_OVERDUE_DAYS,
          ConditionKind.LOST_ITEMS,
          ConditionKind.OVERDUE_ITEMS);

  @Test
  void allLimitsExceededGiveSixBlocksInTheOrderInWhichTheLimitsWereCreated() {
    ORDER.forEach(kind -> patron.limit(kind, 0));
    UUID loan = recalled(Duration.ofDays(2));
    patron.loans.declaredLost(loan);
    patron.owes(UUID.randomUUID(), "0.01", loan);
    thenBlocks(ORDER.stream().map(kind -> kind + ALL).toArray(String[]::new));
  }

  @Test
  void allLimitsExceededButEveryLoanClaimedReturnedGiveNoBlock() {
    for (ConditionKind kind : ConditionKind.values()) {
      patron.limit(kind, kind == ConditionKind.ITEMS_CHARGED_OUT ? 1 : 0);
    }
    UUID loan = recalled(Duration.ofDays(2));
    patron.loans.declaredLost(loan).claimedReturned(loan);
    patron.owes(UUID.randomUUID(), "5.00", loan);
    thenBlocks();
  }

  @Test
  void aFeeWithoutLoanCountsAlthoughTheOnlyLoanIsClaimedReturned() {
    patron.limit(ConditionKind.FEE_FINE_BALANCE, 0);
    UUID loan = recalled(Duration.ofDays(2));
    patron.loans.claimedReturned(loan);
    patron.owes(UUID.randomUUID(), "5.00", null);
    thenBlocks("FEE_FINE_BALANCE" + ALL);
  }

  @Test
  void anItemThatIsDueInTheFutureOrLateWithinItsGracePeriodIsNotOverdue() {
    patron.limit(ConditionKind.OVERDUE_ITEMS, 0);
    UUID future = UUID.randomUUID();
    UUID within = UUID.randomUUID();
    patron.loans.checkedOut(future, now.plusSeconds(60), new GracePeriod(1, Interval.MINUTES));
    patron.loans.checkedOut(
        within, now.minus(Duration.ofMinutes(30)), new GracePeriod(1, Interval.HOURS));
    thenBlocks();
  }

  @Test
  void anItemThatIsLateWithoutOrBeyondItsGracePeriodBlocks() {
    patron.limit(ConditionKind.OVERDUE_ITEMS, 0);
    patron.loans.checkedOut(
        UUID.randomUUID(), now.minus(Duration.ofMinutes(62)), new GracePeriod(1, Interval.HOURS));
    thenBlocks("OVERDUE_ITEMS" + ALL);
    patron = new PatronFixture(adapter);
    patron.limit(ConditionKind.OVERDUE_ITEMS, 0);
    loan(Duration.ofMinutes(2));
    thenBlocks("OVERDUE_ITEMS" + ALL);
  }

  @Test
  void aSummaryWithoutLimitsOfTheGroupGivesAnEmptyList() {
    loan(Duration.ofDays(9));
    thenBlocks();
  }
}
