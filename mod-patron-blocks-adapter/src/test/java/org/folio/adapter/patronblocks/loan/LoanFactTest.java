/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.testing.ProducedPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoanFactTest {

  private static final UUID USER = UUID.fromString("2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111");
  private static final UUID LOAN = UUID.fromString("b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222");

  private static JsonObject payload() {
    return new JsonObject()
        .put("userId", USER.toString())
        .put("loanId", LOAN.toString())
        .put("dueDate", "2026-03-15T22:59:59.000Z");
  }

  private static LoanFact read(String type, JsonObject payload) {
    return LoanFact.of(LoanHistory.event(type, USER, 7, payload.encode())).orElseThrow();
  }

  /** Offsets of two topics are not comparable; the later fact counts, not the higher offset. */
  @Test
  void eventsWithoutNumbersAreStampedWithTheirTime() {
    LoanRegisters lost = byOffset("ITEM_DECLARED_LOST", 900, "2026-03-01T10:00:00Z");
    LoanRegisters claimed = byOffset("ITEM_CLAIMED_RETURNED", 2, "2026-03-02T10:00:00Z");

    LoanRegisters merged = lost.merge(claimed);
    assertThat(merged).isEqualTo(claimed.merge(lost));
    assertThat(merged.lost().value()).isFalse();
    assertThat(merged.claimed().value()).isTrue();
  }

  private static LoanRegisters byOffset(String type, long sequence, String time) {
    Event event =
        new Event(
            UUID.randomUUID(),
            type,
            LoanHistory.DIKU,
            "circulation." + type + "-0",
            USER.toString(),
            sequence,
            Instant.parse(time),
            payload().encode(),
            Correlation.NONE,
            null,
            Sequencing.BY_OFFSET);
    return LoanFact.of(event).orElseThrow().registers();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-15T22:59:59.000Z,      2026-03-15T22:59:59Z",
    "2026-03-15T22:59:59Z,          2026-03-15T22:59:59Z",
    "2026-03-15T22:59:59.000+00:00, 2026-03-15T22:59:59Z",
    "2026-03-15T22:59:59.000+0000,  2026-03-15T22:59:59Z",
    "2026-03-15T23:59:59.5+01:00,   2026-03-15T22:59:59.5Z",
    "2021-02-15T12:00:00,           2021-02-15T12:00:00Z",
    "2021-02-15,                    2021-02-15T00:00:00Z",
    "1773615599000,                 2026-03-15T22:59:59Z"
  })
  void readsDatesAndTakesThoseWithoutZoneAsUtc(String text, String instant) {
    LoanFact fact = read("ITEM_CHECKED_OUT", payload().put("dueDate", text));
    assertThat(fact.registers().checkOut().value().dueDate())
        .isEqualTo(OffsetDateTime.parse(instant));
  }

  static List<ProducedPayload> produced() {
    return ProducedPayload.of("mod-circulation").stream()
        .filter(one -> LoanEventType.of(one.type()).isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("produced")
  void readsWhatModCirculationSends(ProducedPayload produced) {
    assertThat(read(produced.type(), new JsonObject(produced.json())).key())
        .isEqualTo(new LoanKey(USER, LOAN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-15T22:59:59Z", "1773615599000"})
  void readsDatesOfBothFormsAlike(String text) {
    Object value = text.contains("T") ? text : Long.valueOf(text);
    assertThat(
            read("ITEM_CHECKED_OUT", payload().put("dueDate", value))
                .registers()
                .checkOut()
                .value()
                .dueDate())
        .isEqualTo("2026-03-15T22:59:59Z");
  }

  /**
   * A loan policy may contain it. mod-patron-blocks refuses the event and does not count the loan.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "0E+2"})
  void aGracePeriodOfZeroIsNone(String zero) {
    JsonObject period = new JsonObject("{\"duration\":%s,\"intervalId\":\"Days\"}".formatted(zero));
    assertThat(
            read("ITEM_CHECKED_OUT", payload().put("gracePeriod", period))
                .registers()
                .checkOut()
                .value()
                .gracePeriod())
        .isNull();
  }

  @Test
  void readsTheGracePeriodAndToleratesUnknownMembers() {
    JsonObject payload =
        payload()
            .put("gracePeriod", new JsonObject().put("duration", 2).put("intervalId", "Weeks"))
            .put("metadata", new JsonObject())
            .put("somethingNew", 1);
    LoanFact fact = read("ITEM_CHECKED_OUT", payload);
    assertThat(fact.key()).isEqualTo(new LoanKey(USER, LOAN));
    assertThat(fact.registers().checkOut().sequence()).isEqualTo(7);
    assertThat(fact.registers().checkOut().value().gracePeriod())
        .isEqualTo(new GracePeriod(2, GraceInterval.WEEKS));
  }

  @Test
  void leavesOtherTypesAlone() {
    assertThat(LoanFact.of(LoanHistory.event("FEE_FINE_BALANCE_CHANGED", USER, 1, "{}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ITEM_CHECKED_OUT      | {"dueDate":"soon"}                 | dueDate must be a date
          ITEM_CHECKED_OUT      | {"dueDate":null}                   | dueDate must be a date
          ITEM_CHECKED_OUT      | {"dueDate":1773615599000.5}        | dueDate must be a date
          ITEM_CHECKED_OUT      | {"dueDate":"+99999-01-01"}         | dueDate must be a date
          ITEM_CHECKED_OUT      | {"userId":"secret"}                | userId must be a UUID
          ITEM_CHECKED_IN       | {"loanId":"1-1-1-1-1"}             | loanId must be a UUID
          LOAN_CLOSED           | {"userId":null}                    | userId must be a UUID
          LOAN_DUE_DATE_CHANGED | {"x":1}                            | dueDateChangedByRecall must be
          LOAN_DUE_DATE_CHANGED | {"dueDateChangedByRecall":"false"} | dueDateChangedByRecall must be
          ITEM_CHECKED_OUT      | {"gracePeriod":5}                  | gracePeriod must be an object
          ITEM_CHECKED_OUT      | {"gracePeriod":{"duration":-1,"intervalId":"Days"}} | gracePeriod.duration
          ITEM_CHECKED_OUT      | {"gracePeriod":{"duration":1.5,"intervalId":"Days"}} | gracePeriod.duration
          ITEM_CHECKED_OUT      | {"gracePeriod":{"duration":1,"intervalId":"Years"}} | gracePeriod.intervalId
          """)
  void refusesWhatCanNeverBeApplied(String type, String change, String sentence) {
    assertThatThrownBy(() -> read(type, payload().mergeIn(new JsonObject(change))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining(type)
        .message()
        .doesNotContain("secret")
        .doesNotContain(USER.toString());
  }

  @Test
  void refusesPayloadsThatAreNoObject() {
    for (String payload : new String[] {"", "[]", "{secret", "5"}) {
      assertThatThrownBy(() -> LoanFact.of(LoanHistory.event("LOAN_CLOSED", USER, 1, payload)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("its payload is not a JSON object");
    }
    assertThatThrownBy(() -> LoanFact.of(LoanHistory.event("LOAN_CLOSED", USER, 0, "{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("its sequence must be 1 or more");
  }
}
