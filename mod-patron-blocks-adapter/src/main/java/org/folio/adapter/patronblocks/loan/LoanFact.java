/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.okapi.StrictUuid;
import org.folio.eventbus.schema.FolioDateTime;
import org.jspecify.annotations.Nullable;

/** What one event says about one loan. */
record LoanFact(LoanKey key, LoanRegisters registers) {

  /**
   * Reads an event.
   *
   * @return empty if the event is of a type that does not concern loans
   * @throws IllegalArgumentException if a value cannot be applied, now or ever; the message names
   *     the event and the field but no value, which may be personal
   */
  static Optional<LoanFact> of(Event event) {
    return LoanEventType.of(event.type()).map(type -> new Reader(event).read(type));
  }

  private static final class Reader {

    private final Event event;
    private final JsonObject payload;

    private Reader(Event event) {
      this.event = event;
      if (event.sequence() <= LoanRegisters.UNWRITTEN) {
        throw refused("its sequence must be 1 or more");
      }
      try {
        payload = event.json();
      } catch (DecodeException | ClassCastException e) {
        throw refused("its payload is not a JSON object");
      }
    }

    private LoanFact read(LoanEventType type) {
      long sequence = stamp();
      LoanRegisters registers =
          switch (type) {
            case ITEM_CHECKED_OUT ->
                LoanRegisters.checkedOut(sequence, new CheckOut(dueDate(), gracePeriod()));
            case LOAN_DUE_DATE_CHANGED ->
                LoanRegisters.dueDateChanged(sequence, new DueDate(dueDate(), recall()));
            case ITEM_DECLARED_LOST, ITEM_AGED_TO_LOST -> LoanRegisters.lost(sequence);
            case ITEM_CLAIMED_RETURNED -> LoanRegisters.claimedReturned(sequence);
            case ITEM_CHECKED_IN, LOAN_CLOSED -> LoanRegisters.closed(sequence);
          };
      return new LoanFact(new LoanKey(uuid("userId"), uuid("loanId")), registers);
    }

    // Offsets of different topics cannot be compared. Times can: as far as the producers' clocks
    // agree, that is the order of the facts.
    private long stamp() {
      return event.sequencing() == Sequencing.BY_OFFSET
          ? Math.max(LoanRegisters.UNWRITTEN + 1, event.time().toEpochMilli())
          : event.sequence();
    }

    private UUID uuid(String field) {
      return StrictUuid.parse(text(payload, field))
          .orElseThrow(() -> refused(field + " must be a UUID"));
    }

    private OffsetDateTime dueDate() {
      String text = text(payload, "dueDate");
      try {
        return FolioDateTime.parse(text == null ? "" : text).atOffset(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw refused("dueDate must be a date and time such as 2026-03-15T22:59:59.000Z");
      }
    }

    private boolean recall() {
      if (payload.getValue("dueDateChangedByRecall") instanceof Boolean recall) {
        return recall;
      }
      throw refused("dueDateChangedByRecall must be true or false");
    }

    private @Nullable GracePeriod gracePeriod() {
      Object value = payload.getValue("gracePeriod");
      if (value == null) {
        return null;
      }
      if (!(value instanceof JsonObject period)) {
        throw refused("gracePeriod must be an object");
      }
      if (!(period.getValue("duration") instanceof Integer duration) || duration < 1) {
        throw refused("gracePeriod.duration must be a whole number from 1 to 2147483647");
      }
      String interval = text(period, "intervalId");
      return GraceInterval.of(interval == null ? "" : interval)
          .map(known -> new GracePeriod(duration, known))
          .orElseThrow(
              () ->
                  refused("gracePeriod.intervalId must be Minutes, Hours, Days, Weeks or Months"));
    }

    private static @Nullable String text(JsonObject object, String field) {
      return object.getValue(field) instanceof String text ? text : null;
    }

    private IllegalArgumentException refused(String sentence) {
      return new IllegalArgumentException(
          "Event " + event.id() + " (" + event.type() + ") cannot be applied: " + sentence);
    }
  }
}
