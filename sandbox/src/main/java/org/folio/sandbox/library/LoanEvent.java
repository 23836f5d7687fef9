/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as mod-circulation would publish it.
 *
 * @param id makes the publication repeatable
 * @param dueDate set for check-outs and changes of the due date
 * @param recall whether a change of the due date is due to a recall
 */
public record LoanEvent(
    UUID id,
    LoanEventKind kind,
    UUID patron,
    UUID loan,
    @Nullable Instant dueDate,
    boolean recall) {

  private static final DateTimeFormatter THREE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** A check-out under a new random id. */
  public static LoanEvent checkOut(UUID patron, UUID loan, Instant dueDate) {
    return new LoanEvent(
        UUID.randomUUID(), LoanEventKind.ITEM_CHECKED_OUT, patron, loan, dueDate, false);
  }

  /** A check-in under a new random id. */
  public static LoanEvent checkIn(UUID patron, UUID loan) {
    return new LoanEvent(
        UUID.randomUUID(), LoanEventKind.ITEM_CHECKED_IN, patron, loan, null, false);
  }

  /** A renewal under a new random id. */
  public static LoanEvent renewal(UUID patron, UUID loan, Instant dueDate) {
    return new LoanEvent(
        UUID.randomUUID(), LoanEventKind.LOAN_DUE_DATE_CHANGED, patron, loan, dueDate, false);
  }

  /** The body of this event at {@code POST /circulation-events}. */
  public ObjectNode json() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("userId", patron.toString());
    payload.put("loanId", loan.toString());
    if (dueDate != null) {
      payload.put("dueDate", THREE_DIGITS.format(dueDate));
    }
    if (kind == LoanEventKind.LOAN_DUE_DATE_CHANGED) {
      payload.put("dueDateChangedByRecall", recall);
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", id.toString());
    event.put("type", kind.name());
    event.set("payload", payload);
    return event;
  }
}
