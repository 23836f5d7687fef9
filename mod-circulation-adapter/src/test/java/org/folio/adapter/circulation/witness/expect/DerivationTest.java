/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.circulation.witness.LoanRow;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.FolioDateTime;
import org.junit.jupiter.api.Test;

/** Each row of the derivation table, by the records that storage would write. */
class DerivationTest {

  private static final Instant START = Instant.parse("2026-03-01T10:15:30.412Z");
  private static final Instant DUE = Instant.parse("2026-03-15T22:59:59Z");
  private static final String REQUEST = "482913/circulation;077120/loan-storage";

  private final UUID loan = UUID.randomUUID();
  private final UUID user = UUID.randomUUID();
  private final LoanRow out = LoanRow.checkedOut(loan, user, DUE, START);
  private final TenantMarks marks = new TenantMarks(START.minusSeconds(60), null, null, null, null);
  private LoanChanges changes = new LoanChanges(Map.of(), marks, marks.installedAt());
  private Instant now = START;
  private long offset;

  @Test
  void t1_createdOpenLoanIsCheckedOut() {
    take(out.created(now));

    assertExpected("T1 REQUIRED ITEM_CHECKED_OUT");
    assertThat(expected().get(0).payload())
        .isEqualTo(
            new JsonObject()
                .put("userId", user.toString())
                .put("loanId", loan.toString())
                .put("dueDate", "2026-03-15T22:59:59.000Z"));
    assertThat(expected().get(0).policyId()).isEqualTo(LoanRow.POLICY);
    assertThat(expected().get(0).origin()).startsWith("circulation.loan-3@0#");
  }

  @Test
  void t1_sampleDataHasNoPolicyAndIsNotMissed() {
    take(out.without("loanPolicyId").without("metadata").created(now));
    assertExpected();
  }

  @Test
  void t2_createdLoanOfRecalledItemAlsoTellsItsFlag() {
    take(out.with("dueDateChangedByRecall", true).created(now));

    assertExpected("T1 REQUIRED ITEM_CHECKED_OUT", "T2 BY_RULE LOAN_DUE_DATE_CHANGED");
    assertThat(expected().get(1).payload().getBoolean("dueDateChangedByRecall")).isTrue();
  }

  @Test
  void t3_closedLoansTellNothing() {
    LoanRow closed = out.closed("checkedin", "Available");
    take(closed.created(now));
    take(closed.updatedTo(closed.without("userId").updated(later()), now));
    take(closed.deleted(later()));
    assertExpected();
  }

  @Test
  void t4_checkIn() {
    for (String action :
        List.of("checkedin", "checkedInReturnedByPatron", "checkedInFoundByLibrary")) {
      changes = new LoanChanges(Map.of(), marks, marks.installedAt());
      change(out.closed(action, "Available").with("returnDate", "2026-03-03T10:35:00.000Z"));
      assertExpected("T4 REQUIRED ITEM_CHECKED_IN");
      assertThat(expected().get(0).payload().getString("returnDate"))
          .isEqualTo("2026-03-03T10:35:00.000Z");
    }
  }

  @Test
  void t5_lostAndPaid() {
    change(out.closed("closedLoan", "Lost and paid"));
    assertExpected("T5 REQUIRED LOAN_CLOSED");
  }

  @Test
  void t5_declaredLostWithoutChargeExpectsTheClosingOnly() {
    LoanRow lost = declaredLost(out).updated(later());
    take(out.updatedTo(lost, now));
    take(lost.updatedTo(lost.closed("closedLoan", "Lost and paid").updated(later()), now));

    assertExpected("T5 REQUIRED LOAN_CLOSED");
    assertThat(changes.declaredLostWaived()).hasSize(1);
  }

  @Test
  void t6_chargingTimerCloses() {
    LoanRow aged = out.billing(START, false).with("itemStatus", "Aged to lost");
    change(aged, aged.billing(START, true).closed("closedLoan", "Lost and paid"));
    assertExpected("T6 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t7_markedMissing() {
    change(out.closed("markedMissing", "Missing"));
    assertExpected("T7 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t8_closedInAnotherWay() {
    change(out.closed("dueDateChanged", "Available"));
    assertExpected("T8 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t9_declaredLost() {
    change(declaredLost(out));
    assertExpected("T9 REQUIRED ITEM_DECLARED_LOST");
  }

  @Test
  void t9_declaredLostByStatusAndAction() {
    change(out.with("itemStatus", "Declared lost").with("action", "declaredLost"));
    assertExpected("T9 REQUIRED ITEM_DECLARED_LOST");
  }

  @Test
  void t10_agedToLost() {
    change(out.billing(START, false).with("itemStatus", "Aged to lost"));

    assertExpected("T10 REQUIRED ITEM_AGED_TO_LOST");
    assertThat(Rule.T10.patience(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void t11_claimedReturned() {
    change(out.time("claimedReturnedDate", START).with("itemStatus", "Claimed returned"));
    assertExpected("T11 REQUIRED ITEM_CLAIMED_RETURNED");
  }

  @Test
  void t12_renewed() {
    change(out.with("renewalCount", 1).due(DUE.plusSeconds(60)));
    assertExpected("T12 REQUIRED LOAN_DUE_DATE_CHANGED");
  }

  @Test
  void t13_recallFlagAlone() {
    change(out.with("dueDateChangedByRecall", true));

    assertExpected("T13 REQUIRED LOAN_DUE_DATE_CHANGED");
    assertThat(expected().get(0).payload().getBoolean("dueDateChangedByRecall")).isTrue();
  }

  @Test
  void t14_dueDate() {
    change(out.due(DUE.plusSeconds(7 * 86_400)));

    assertExpected("T14 REQUIRED LOAN_DUE_DATE_CHANGED");
    assertThat(expected().get(0).payload())
        .isEqualTo(
            new JsonObject()
                .put("userId", user.toString())
                .put("loanId", loan.toString())
                .put("dueDate", "2026-03-22T22:59:59.000Z")
                .put("dueDateChangedByRecall", false));
  }

  @Test
  void t14_sameInstantInAnotherFormIsNoChange() {
    change(out.with("dueDate", "2026-03-15T23:59:59.000+01:00"));
    assertExpected();
  }

  @Test
  void t15_anythingElseExpectsNothingAndAllowsTheDueDate() {
    change(out.with("action", "staffInfoAdded").with("actionComment", "damaged"));

    assertExpected();
    assertThat(changes.expectations())
        .extracting(Expectation::demand, Expectation::type)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(Demand.ALLOWED, Fact.DUE_DATE_CHANGED));
  }

  @Test
  void t16_otherPatron() {
    UUID other = UUID.randomUUID();
    change(out.with("userId", other.toString()));

    assertExpected("T16 BY_RULE LOAN_CLOSED", "T16 BY_RULE ITEM_CHECKED_OUT");
    assertThat(expected().get(0).payload().getString("userId")).isEqualTo(user.toString());
    assertThat(expected().get(1).payload().getString("userId")).isEqualTo(other.toString());
  }

  @Test
  void t17_reopenedTellsThePresentState() {
    LoanRow closed = declaredLost(out).closed("closedLoan", "Lost and paid");
    change(closed, declaredLost(out).with("dueDateChangedByRecall", true));

    assertExpected(
        "T17 BY_RULE ITEM_CHECKED_OUT",
        "T17 BY_RULE LOAN_DUE_DATE_CHANGED",
        "T17 BY_RULE ITEM_DECLARED_LOST");
  }

  @Test
  void t18_openLoanDeleted() {
    take(out.deleted(now));
    assertExpected("T18 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t18_recordOfTheTimeBeforeTheDeletionOpensNothing() {
    take(out.created(now));
    LoanRow renewed = out.with("renewalCount", 1).updated(START.plusSeconds(10));
    take(renewed.deleted(START.plusSeconds(20)));
    take(out.updatedTo(renewed, START.plusSeconds(11)));
    assertExpected("T1 REQUIRED ITEM_CHECKED_OUT", "T18 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t19_allDeletedClosesWhatIsOpen() {
    LoanRecord emptying =
        LoanRecord.of(event(LoanRow.record("ALL_DELETED", null, null, now))).of(loan);

    assertThat(Derivation.of(emptying, null, out.state()).expectations())
        .extracting(one -> one.rule() + " " + one.demand() + " " + one.type())
        .containsExactly("T19 BY_RULE LOAN_CLOSED");
  }

  @Test
  void t20_vanishedRowTellsNothing() {
    take(out.created(now));
    take(LoanRow.record("UPDATED", out, null, later()));
    assertExpected("T1 REQUIRED ITEM_CHECKED_OUT");
  }

  @Test
  void rulesAreCumulativeAndTheDueDateComesFirst() {
    change(declaredLost(out).due(DUE.plusSeconds(60)));
    assertExpected("T14 REQUIRED LOAN_DUE_DATE_CHANGED", "T9 REQUIRED ITEM_DECLARED_LOST");
  }

  @Test
  void recordOlderThanTheStateIsDropped() {
    LoanRow renewed = out.with("renewalCount", 1).updated(START.plusSeconds(20));
    LoanRow recalled = out.with("dueDateChangedByRecall", true).updated(START.plusSeconds(10));
    take(out.created(now));
    take(recalled.updatedTo(renewed, START.plusSeconds(21)));
    int before = changes.expectations().size();
    take(out.updatedTo(recalled, START.plusSeconds(22)));

    assertThat(changes.expectations()).hasSize(before);
    assertThat(changes.changes().get(0).blurred()).isTrue();
  }

  @Test
  void lostRecordHealsWithTheNextOne() {
    take(out.created(now));
    LoanRow recalled = out.with("dueDateChangedByRecall", true).updated(later());
    LoanRow lost = declaredLost(recalled).updated(later());
    take(recalled.updatedTo(lost, now));

    assertExpected(
        "T1 REQUIRED ITEM_CHECKED_OUT",
        "T13 REQUIRED LOAN_DUE_DATE_CHANGED",
        "T9 REQUIRED ITEM_DECLARED_LOST");
    assertThat(changes.changes().get(0).blurred()).isTrue();
  }

  @Test
  void nothingIsJudgedBeforeTheMarkAndItsStateIsKnown() {
    changes = new LoanChanges(Map.of(), marks, START.plusSeconds(5));
    take(out.created(START));
    assertThat(changes.expectations()).isEmpty();

    LoanRow renewed = out.with("renewalCount", 1).updated(START.plusSeconds(10));
    take(out.updatedTo(renewed, START.plusSeconds(11)));
    assertExpected("T12 REQUIRED LOAN_DUE_DATE_CHANGED");
  }

  @Test
  void rowWithoutBorrowerIsToldAsUnderivable() {
    LoanRow nameless = out.without("userId");
    change(nameless, nameless.closed("checkedin", "Available"));

    assertExpected();
    assertThat(changes.underivable()).hasSize(1);
  }

  private static LoanRow declaredLost(LoanRow row) {
    return row.time("declaredLostDate", START)
        .with("itemStatus", "Declared lost")
        .with("action", "declaredLost");
  }

  private void change(LoanRow after) {
    change(out, after);
  }

  private void change(LoanRow before, LoanRow after) {
    take(before.updatedTo(after.updated(later()), now));
  }

  private Instant later() {
    now = now.plusSeconds(30);
    return now;
  }

  private void take(JsonObject value) {
    changes.take(LoanRecord.of(event(value)));
  }

  private Event event(JsonObject value) {
    return new Event(
        UUID.randomUUID(),
        "loan",
        new TenantId("diku"),
        "circulation.loan-3",
        loan.toString(),
        ++offset,
        Instant.ofEpochMilli(value.getLong("timestamp")),
        value.encode(),
        new Correlation(REQUEST, null, null),
        null,
        Sequencing.BY_OFFSET);
  }

  private List<Expectation> expected() {
    return new ArrayList<>(
        changes.expectations().stream().filter(one -> one.demand() != Demand.ALLOWED).toList());
  }

  private void assertExpected(String... rules) {
    assertThat(expected())
        .extracting(one -> one.rule() + " " + one.demand() + " " + one.type())
        .containsExactly(rules);
  }

  @Test
  void historyTimesArePostgresTexts() {
    assertThat(LoanHistory.time("2026-03-03 10:35:12.380114+00"))
        .isEqualTo(Instant.parse("2026-03-03T10:35:12.380114Z"));
    assertThat(LoanHistory.time("2026-03-03 10:35:12+05:30"))
        .isEqualTo(Instant.parse("2026-03-03T05:05:12Z"));
    assertThat(FolioDateTime.format(LoanHistory.time("2026-03-03T10:35:12.5Z")))
        .isEqualTo("2026-03-03T10:35:12.500Z");
  }
}
