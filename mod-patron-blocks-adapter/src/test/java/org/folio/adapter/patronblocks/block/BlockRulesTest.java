/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.folio.adapter.patronblocks.Seed;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.GraceInterval;
import org.folio.adapter.patronblocks.loan.GracePeriod;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.summary.OpenItems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockRulesTest {

  private static final int CASES = 200;
  private static final int MOST_LOANS = 8;
  private static final int MOST_FEES = 5;
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final BlockedActions ALL = new BlockedActions(true, true, true);

  // Minutes around every threshold: zero, a grace period, a day, a month of 31 days.
  private static final long[] LATENESS = {
    -10_000, -1, 0, 1, 2, 59, 60, 61, 119, 120, 121, 1_439, 1_440, 1_441, 2_880, 2_881, 10_080,
    10_081, 44_639, 44_640, 44_641, 60_000
  };
  private static final int[] GRACE = {1, 2, 60};

  private final Random random = Seed.random(BlockRulesTest.class);

  private List<NaiveBlocks.Loan> loans;
  private List<NaiveBlocks.Fee> fees;

  @ParameterizedTest
  @EnumSource(ConditionKind.class)
  void eachConditionSaysWhatTheContractsFormulaSays(ConditionKind kind) {
    int blocked = 0;
    for (int i = 0; i < CASES; i++) {
      generate();
      boolean amount = kind == ConditionKind.FEE_FINE_BALANCE;
      double limit = amount ? random.nextInt(9) * 1.25 : random.nextInt(6);
      NaiveBlocks.Verdict expected = NaiveBlocks.of(kind.id().toString(), limit, loans, fees, NOW);
      BlockedActions actual =
          BlockRules.verdicts(
                  PatronSituation.of(items(), NOW),
                  List.of(new GroupLimit(kind.id(), BigDecimal.valueOf(limit), ALL, "x")))
              .stream()
              .map(LimitVerdict::blocked)
              .findFirst()
              .orElse(BlockedActions.NONE);
      assertThat(actual)
          .as("%s, limit %s, loans %s, fees %s", kind, limit, loans, fees)
          .isEqualTo(
              new BlockedActions(expected.borrowing(), expected.renewals(), expected.requests()));
      blocked += actual.any() ? 1 : 0;
    }
    assertThat(blocked).as("cases on both sides").isBetween(CASES / 20, CASES - CASES / 20);
  }

  private void generate() {
    loans = new ArrayList<>();
    fees = new ArrayList<>();
    GraceInterval[] units = GraceInterval.values();
    for (int n = random.nextInt(MOST_LOANS); n > 0; n--) {
      // Includes fractions of a minute.
      Instant due =
          NOW.minusSeconds(LATENESS[random.nextInt(LATENESS.length)] * 60 + random.nextInt(60));
      loans.add(
          new NaiveBlocks.Loan(
              UUID.randomUUID().toString(),
              due,
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(4) == 0,
              random.nextBoolean() ? 0 : GRACE[random.nextInt(GRACE.length)],
              units[random.nextInt(units.length)].id()));
    }
    for (int n = random.nextInt(MOST_FEES); n > 0; n--) {
      String loan =
          loans.isEmpty() || random.nextInt(3) == 0
              ? null
              : loans.get(random.nextInt(loans.size())).id();
      fees.add(new NaiveBlocks.Fee(loan, BigDecimal.valueOf(random.nextInt(4) * 125L, 2) + ""));
    }
  }

  private OpenItems items() {
    return new OpenItems(
        loans.stream()
            .map(
                loan ->
                    new OpenLoan(
                        UUID.fromString(loan.id()),
                        loan.due().atOffset(ZoneOffset.UTC),
                        loan.recall(),
                        loan.lost(),
                        loan.claimed(),
                        loan.grace() == 0
                            ? null
                            : new GracePeriod(
                                loan.grace(), GraceInterval.of(loan.unit()).orElseThrow()),
                        null))
            .toList(),
        fees.stream()
            .map(
                fee ->
                    new OpenFeeFine(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        fee.loan() == null ? null : UUID.fromString(fee.loan()),
                        new BigDecimal(fee.balance())))
            .toList());
  }

  /** ActionBlocksTest: unknown condition id gives no blocks. */
  @Test
  void aConditionThatNobodyKnowsBlocksNothing() {
    PatronSituation situation =
        PatronSituation.of(new OpenItems(List.of(loan(UUID.randomUUID(), false)), List.of()), NOW);
    assertThat(
            BlockRules.verdicts(
                situation, List.of(new GroupLimit(UUID.randomUUID(), BigDecimal.ZERO, ALL, "x"))))
        .isEmpty();
  }

  /** ActionBlocksTest: "empty" has no blocks, truth table of "not empty". */
  @Test
  void aBlockExistsAsSoonAsOneActionIsBlocked() {
    assertThat(BlockedActions.NONE.any()).isFalse();
    for (int bits = 1; bits < 8; bits++) {
      assertThat(new BlockedActions((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0).any()).isTrue();
    }
  }

  /** ActionBlocksTest: null limit or value; here a patron without limits has no blocks. */
  @Test
  void withoutLimitsThereIsNoBlock() {
    PatronSituation situation =
        PatronSituation.of(new OpenItems(List.of(loan(UUID.randomUUID(), false)), List.of()), NOW);
    assertThat(BlockRules.verdicts(situation, List.of())).isEmpty();
  }

  /** ActionBlocksTest: fees of claimed-returned loans are not counted, those without loan are. */
  @Test
  void feesOfItemsClaimedReturnedAreNotCountedAndThoseWithoutLoanAre() {
    UUID claimed = UUID.randomUUID();
    OpenFeeFine ofLoan = fee("7.50", claimed);
    OpenFeeFine ofNone = fee("2.25", null);
    OpenFeeFine ofClosedLoan = fee("1.00", UUID.randomUUID());
    PatronSituation situation =
        PatronSituation.of(
            new OpenItems(List.of(loan(claimed, true)), List.of(ofLoan, ofNone, ofClosedLoan)),
            NOW);
    assertThat(situation.owed()).isEqualByComparingTo("3.25");
  }

  @Test
  void aGracePeriodIsAThresholdAndIsNotSubtracted() {
    Map<GraceInterval, Long> minutes = new EnumMap<>(GraceInterval.class);
    minutes.put(GraceInterval.MINUTES, 1L);
    minutes.put(GraceInterval.HOURS, 60L);
    minutes.put(GraceInterval.DAYS, 1_440L);
    minutes.put(GraceInterval.WEEKS, 10_080L);
    minutes.put(GraceInterval.MONTHS, 44_640L);
    minutes.forEach(
        (unit, length) -> {
          GracePeriod grace = new GracePeriod(3, unit);
          assertThat(late(grace, 3 * length)).isZero();
          assertThat(late(grace, 3 * length + 1)).isEqualTo(3 * length + 1);
        });
  }

  private static long late(GracePeriod grace, long minutes) {
    OpenLoan loan =
        new OpenLoan(
            UUID.randomUUID(),
            NOW.minusSeconds(minutes * 60).atOffset(ZoneOffset.UTC),
            false,
            false,
            false,
            grace,
            null);
    return LoanLateness.of(loan, NOW).minutes();
  }

  private static OpenLoan loan(UUID id, boolean claimed) {
    return new OpenLoan(id, NOW.atOffset(ZoneOffset.UTC), false, false, claimed, null, null);
  }

  private static OpenFeeFine fee(String balance, UUID loan) {
    return new OpenFeeFine(UUID.randomUUID(), UUID.randomUUID(), loan, new BigDecimal(balance));
  }
}
