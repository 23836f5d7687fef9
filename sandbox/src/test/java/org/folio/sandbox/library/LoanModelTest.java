/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoanModelTest {

  private static final Instant DUE = Instant.parse("2026-09-22T08:00:00Z");
  private static final Instant LATER = Instant.parse("2026-10-13T08:00:00Z");

  private final UUID patron = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();

  @Test
  void aCheckOutOpensALoanWithoutFlags() {
    assertThat(after(checkOut(DUE))).isEqualTo(new OpenLoan(DUE, false, false, false));
  }

  @Test
  void aSecondCheckOutOfTheSameLoanChangesNothing() {
    assertThat(after(checkOut(DUE), checkOut(LATER)))
        .isEqualTo(new OpenLoan(DUE, false, false, false));
  }

  @Test
  void aCheckInEndsTheLoanForGood() {
    assertThat(after(checkOut(DUE), event(LoanEventKind.ITEM_CHECKED_IN), checkOut(LATER)))
        .isNull();
  }

  @Test
  void closingEndsTheLoanForGood() {
    assertThat(after(checkOut(DUE), event(LoanEventKind.LOAN_CLOSED), changed(LATER, true)))
        .isNull();
  }

  @Test
  void lostAndClaimedReturnedExcludeEachOther() {
    LoanEvent lost = event(LoanEventKind.ITEM_DECLARED_LOST);
    LoanEvent aged = event(LoanEventKind.ITEM_AGED_TO_LOST);
    LoanEvent claimed = event(LoanEventKind.ITEM_CLAIMED_RETURNED);

    assertThat(after(checkOut(DUE), lost, claimed))
        .isEqualTo(new OpenLoan(DUE, false, false, true));
    assertThat(after(checkOut(DUE), claimed, aged))
        .isEqualTo(new OpenLoan(DUE, false, true, false));
  }

  @Test
  void aRenewalFindsTheItemAgainButARecallDoesNot() {
    LoanEvent lost = event(LoanEventKind.ITEM_DECLARED_LOST);

    assertThat(after(checkOut(DUE), lost, changed(LATER, false)))
        .isEqualTo(new OpenLoan(LATER, false, false, false));
    assertThat(after(checkOut(DUE), lost, changed(LATER, true)))
        .isEqualTo(new OpenLoan(LATER, true, true, false));
  }

  @Test
  void aRenewalKeepsTheClaim() {
    assertThat(
            after(checkOut(DUE), event(LoanEventKind.ITEM_CLAIMED_RETURNED), changed(LATER, false)))
        .isEqualTo(new OpenLoan(LATER, false, false, true));
  }

  @Test
  void eventsOfUnknownLoansDoNothing() {
    assertThat(after(changed(LATER, true))).isNull();
    assertThat(after(event(LoanEventKind.ITEM_DECLARED_LOST))).isNull();
  }

  private @Nullable OpenLoan after(LoanEvent... events) {
    return LoanModel.of(List.of(events)).openLoans(patron).get(loan);
  }

  private LoanEvent checkOut(Instant dueDate) {
    return LoanEvent.checkOut(patron, loan, dueDate);
  }

  private LoanEvent changed(Instant dueDate, boolean recall) {
    return new LoanEvent(
        UUID.randomUUID(), LoanEventKind.LOAN_DUE_DATE_CHANGED, patron, loan, dueDate, recall);
  }

  private LoanEvent event(LoanEventKind kind) {
    return new LoanEvent(UUID.randomUUID(), kind, patron, loan, null, false);
  }
}
