/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.LoanEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of the loan and account event types. */
class EventCatalogTest {

  private static final UUID USER = UUID.fromString("2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111");
  private static final UUID LOAN = UUID.fromString("b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222");
  private static final UUID ACCOUNT = UUID.fromString("a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333");
  private static final Instant DUE = Instant.parse("2026-03-15T22:59:59Z");
  private static final EventCatalog CATALOG =
      EventCatalog.circulation().and(EventCatalog.feesFines());

  static Stream<Arguments> payloads() {
    return Stream.of(
        Arguments.of(
            "ITEM_CHECKED_OUT",
            LoanEvents.itemCheckedOut(USER, LOAN, DUE),
            List.of("userId", "loanId", "dueDate")),
        Arguments.of(
            "ITEM_CHECKED_IN",
            LoanEvents.itemCheckedIn(USER, LOAN, DUE),
            List.of("userId", "loanId")),
        Arguments.of(
            "ITEM_DECLARED_LOST",
            LoanEvents.itemDeclaredLost(USER, LOAN),
            List.of("userId", "loanId")),
        Arguments.of(
            "ITEM_AGED_TO_LOST",
            LoanEvents.itemAgedToLost(USER, LOAN),
            List.of("userId", "loanId")),
        Arguments.of(
            "ITEM_CLAIMED_RETURNED",
            LoanEvents.itemClaimedReturned(USER, LOAN),
            List.of("userId", "loanId")),
        Arguments.of("LOAN_CLOSED", LoanEvents.loanClosed(USER, LOAN), List.of("userId", "loanId")),
        Arguments.of(
            "LOAN_DUE_DATE_CHANGED",
            LoanEvents.loanDueDateChanged(USER, LOAN, DUE, true),
            List.of("userId", "loanId", "dueDate", "dueDateChangedByRecall")),
        Arguments.of(
            "FEE_FINE_BALANCE_CHANGED",
            AccountEvents.balanceChanged(USER, ACCOUNT, ACCOUNT, BigDecimal.TEN, LOAN),
            List.of("feeFineId", "balance")),
        Arguments.of(
            "FEE_FINE_BALANCE_CHANGED",
            AccountEvents.accountDeleted(ACCOUNT),
            List.of("feeFineId", "balance")),
        Arguments.of(
            "LOAN_RELATED_FEE_FINE_CLOSED",
            AccountEvents.loanRelatedFeeFineClosed(LOAN),
            List.of("loanId")));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadOfModCirculationIsValidAndEachRequiredFieldIsMissed(
      String type, Map<String, Object> payload, List<String> required) {
    assertThat(CATALOG.violations(type, LoanEvents.json(payload))).isEmpty();
    for (String field : required) {
      Map<String, Object> without = new TreeMap<>(payload);
      without.remove(field);
      assertThat(CATALOG.violations(type, LoanEvents.json(without)))
          .containsExactly(
              new Violation(
                  field,
                  null,
                  "must not be null",
                  "jakarta.validation.constraints.NotNull.message"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-15T22:59:59.000Z",
        "2026-03-15T22:59:59Z",
        "2026-03-15T22:59:59.000+00:00",
        "2026-03-15T22:59:59.000+0000",
        "2026-03-15T22:59:59",
        "2026-03-15",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z"
      })
  void dateTimesInTheFormsOfFolioAreValid(String dueDate) {
    assertThat(CATALOG.violations("ITEM_CHECKED_OUT", checkOut(dueDate))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03",
        "2026-03-15T22:59:59ZZ",
        "2026-03-15T22:59:59+02:00+0200",
        "2026-01-01t00:00:00z",
        "2026-02-30T00:00:00Z",
        "tomorrow",
        "",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z"
      })
  void otherTextsAreNoDateTimes(String dueDate) {
    assertThat(CATALOG.violations("ITEM_CHECKED_OUT", checkOut(dueDate)))
        .extracting(Violation::path)
        .containsExactly("dueDate");
  }

  /** A consumer that sums balances would park 1E400 and numbers with very many digits. */
  @ParameterizedTest
  @CsvSource({
    "12.5, true",
    "1.0E7, true",
    "-0.005, true",
    "1E99, true",
    "1E101, false",
    "1E400, false",
    "-1E400, false",
    "1E-101, false"
  })
  void numbersAreThoseThatConsumersCanApply(String number, boolean applicable) {
    assertThat(CATALOG.violations("FEE_FINE_BALANCE_CHANGED", balance(number)))
        .extracting(Violation::path)
        .isEqualTo(applicable ? List.of() : List.of("balance"));
    assertThat(CATALOG.violations("FEE_FINE_BALANCE_CHANGED", balance("9".repeat(100)))).isEmpty();
    assertThat(CATALOG.violations("FEE_FINE_BALANCE_CHANGED", balance("9".repeat(101)))).hasSize(1);
    assertThat(
            CATALOG.violations(
                "LOAN_CLOSED",
                "{\"userId\":\"%s\",\"loanId\":\"%s\",\"more\":[{\"deep\":%s}]}"
                    .formatted(USER, LOAN, number)))
        .as("of members that no schema knows, too")
        .extracting(Violation::path)
        .isEqualTo(applicable ? List.of() : List.of("more.0.deep"));
  }

  /** FOLIO's modules parse with Jackson, which does not distinguish them. */
  @Test
  void nullIsTheSameAsMissing() {
    assertThat(
            CATALOG.violations(
                "ITEM_CHECKED_OUT",
                "{\"id\":null,\"userId\":\"%s\",\"loanId\":\"%s\",\"dueDate\":0,\"gracePeriod\":null}"
                    .formatted(USER, LOAN)))
        .isEmpty();
    assertThat(
            CATALOG.violations(
                "LOAN_CLOSED", "{\"userId\":null,\"loanId\":\"%s\"}".formatted(LOAN)))
        .extracting(Violation::path, Violation::message)
        .containsExactly(tuple("userId", "must not be null"));
  }

  private static String balance(String number) {
    return "{\"feeFineId\":\"%s\",\"balance\":%s}".formatted(ACCOUNT, number);
  }

  @ParameterizedTest
  @CsvSource({
    "1796000000000, true",
    "-62135596800000, true",
    "253402300799999, true",
    "1796000000000.0, false",
    "1.796E12, false",
    "253402300800000, false",
    "-62135596800001, false",
    "true, false"
  })
  void datesMayBeWholeMilliseconds(String dueDate, boolean valid) {
    assertThat(CATALOG.violations("ITEM_CHECKED_OUT", checkOut("").replace("\"\"", dueDate)))
        .extracting(Violation::path)
        .isEqualTo(valid ? List.of() : List.of("dueDate"));
  }

  private static String checkOut(String dueDate) {
    return "{\"userId\":\"%s\",\"loanId\":\"%s\",\"dueDate\":\"%s\"}"
        .formatted(USER, LOAN, dueDate);
  }
}
