/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import org.folio.adapter.patronblocks.fact.PayloadReader;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.folio.eventbus.Event;
import org.folio.eventbus.base.value.PayloadNumber;
import org.jspecify.annotations.Nullable;

/** The content of one event about one loan. */
record LoanFact(LoanKey key, Source source, LoanRegisters registers) {

  /**
   * Reads an event.
   *
   * @return empty if the event is of a type that does not concern loans
   * @throws IllegalArgumentException if a value can never be applied; the message names the event
   *     and the field but no value, which may be personal
   */
  static Optional<LoanFact> of(Event event) {
    return LoanEventType.of(event.type()).map(type -> read(type, event, new PayloadReader(event)));
  }

  private static LoanFact read(LoanEventType type, Event event, PayloadReader payload) {
    LoanRegisters registers =
        switch (type) {
          case ITEM_CHECKED_OUT ->
              LoanRegisters.checkedOut(
                  payload.stamped(new CheckOut(payload.dateTime("dueDate"), gracePeriod(payload))));
          case LOAN_DUE_DATE_CHANGED ->
              LoanRegisters.dueDateChanged(
                  payload.stamped(
                      new DueDate(
                          payload.dateTime("dueDate"), payload.flag("dueDateChangedByRecall"))));
          case ITEM_DECLARED_LOST, ITEM_AGED_TO_LOST -> LoanRegisters.lost(payload.stamped(true));
          case ITEM_CLAIMED_RETURNED -> LoanRegisters.claimedReturned(payload.stamped(true));
          case ITEM_CHECKED_IN, LOAN_CLOSED -> LoanRegisters.closed(payload.stamped(true));
        };
    return new LoanFact(
        new LoanKey(payload.uuid("userId"), payload.uuid("loanId")), Source.of(event), registers);
  }

  private static @Nullable GracePeriod gracePeriod(PayloadReader payload) {
    JsonObject period = payload.object("gracePeriod");
    if (period == null) {
      return null;
    }
    int duration = duration(period, payload);
    String interval = PayloadReader.text(period, "intervalId");
    GraceInterval known =
        GraceInterval.of(interval == null ? "" : interval)
            .orElseThrow(
                () ->
                    payload.refused(
                        "gracePeriod.intervalId must be Minutes, Hours, Days, Weeks or Months"));
    // A loan policy may say 0, and mod-circulation sends it.
    return duration == 0 ? null : new GracePeriod(duration, known);
  }

  private static int duration(JsonObject period, PayloadReader payload) {
    try {
      int duration =
          period.getValue("duration") instanceof Number number
              ? PayloadNumber.of(number).map(BigDecimal::intValueExact).orElse(-1)
              : -1;
      if (duration >= 0) {
        return duration;
      }
    } catch (ArithmeticException e) {
      // Reported below, together with values that are not numbers.
    }
    throw payload.refused("gracePeriod.duration must be a whole number from 0 to 2147483647");
  }

  /** The same value under the stamp of another one. */
  static <T> Stamped<T> with(Stamped<?> stamp, T value) {
    return new Stamped<>(stamp.sequence(), stamp.at(), value);
  }
}
