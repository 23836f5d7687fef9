/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;
import org.junit.jupiter.api.Test;

class LoanEventsTest {

  private static final String USER = "0a8b3b1c-2f4d-4e5f-8a9b-1c2d3e4f5a6b";
  private static final String LOAN = "7d6c5b4a-3928-4716-a5f4-e3d2c1b0a998";
  private static final UUID USER_ID = UUID.fromString(USER);
  private static final UUID LOAN_ID = UUID.fromString(LOAN);
  private static final Instant DATE = Instant.parse("2026-03-01T12:00:00.123456Z");

  @Test
  void checkOutHasUserLoanAndDueDate() {
    assertThat(LoanEvents.json(LoanEvents.itemCheckedOut(USER_ID, LOAN_ID, DATE)))
        .isEqualTo(
            """
            {"userId":"%s","loanId":"%s","dueDate":"2026-03-01T12:00:00.123Z"}"""
                .formatted(USER, LOAN));
  }

  @Test
  void checkOutMayHaveAGracePeriod() {
    GracePeriod grace = new GracePeriod(2, Interval.WEEKS);

    assertThat(LoanEvents.json(LoanEvents.itemCheckedOut(USER_ID, LOAN_ID, DATE, grace)))
        .endsWith(
            """
            ,"gracePeriod":{"duration":2,"intervalId":"Weeks"}}""");
  }

  @Test
  void checkInMayHaveAReturnDate() {
    assertThat(LoanEvents.itemCheckedIn(USER_ID, LOAN_ID, DATE))
        .containsEntry("returnDate", "2026-03-01T12:00:00.123Z")
        .hasSize(3);
    assertThat(LoanEvents.itemCheckedIn(USER_ID, LOAN_ID)).containsOnlyKeys("userId", "loanId");
  }

  @Test
  void fourEventsHaveUserAndLoanOnly() {
    List<Map<String, Object>> payloads =
        List.of(
            LoanEvents.itemDeclaredLost(USER_ID, LOAN_ID),
            LoanEvents.itemAgedToLost(USER_ID, LOAN_ID),
            LoanEvents.itemClaimedReturned(USER_ID, LOAN_ID),
            LoanEvents.loanClosed(USER_ID, LOAN_ID));

    assertThat(payloads).containsOnly(Map.of("userId", USER, "loanId", LOAN));
  }

  @Test
  void changeOfDueDateTellsWhetherByRecall() {
    assertThat(LoanEvents.loanDueDateChanged(USER_ID, LOAN_ID, DATE, true))
        .containsExactly(
            Map.entry("userId", USER),
            Map.entry("loanId", LOAN),
            Map.entry("dueDate", "2026-03-01T12:00:00.123Z"),
            Map.entry("dueDateChangedByRecall", true));
  }

  @Test
  void wholeSecondsHaveThreeFractionDigitsToo() {
    Instant date = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(LoanEvents.itemCheckedOut(USER_ID, LOAN_ID, date))
        .containsEntry("dueDate", "2026-03-01T12:00:00.000Z");
  }

  @Test
  void payloadsCannotBeChanged() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> LoanEvents.loanClosed(USER_ID, LOAN_ID).remove("userId"));
  }

  @Test
  void emptyGracePeriodIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GracePeriod(0, Interval.DAYS));
  }
}
