/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.folio.eventbus.benchmark.load.LoanDesk;
import org.jspecify.annotations.Nullable;

/**
 * The change that an event makes to the projection; the same for every contender.
 *
 * @param event the event's id
 * @param user the borrower
 * @param loan the loan
 * @param open whether the loan is open afterwards
 * @param dueDate the new due date, or null if it does not change
 * @param delta change of the borrower's number of open loans
 */
record LoanChange(
    UUID event, UUID user, UUID loan, boolean open, @Nullable OffsetDateTime dueDate, int delta) {

  /**
   * Reads an event.
   *
   * @throws RefusedEventException if the event cannot be applied
   */
  static LoanChange of(
      UUID event, String type, String user, String loan, @Nullable String dueDate) {
    Instant due = dueDate == null ? null : Instant.parse(dueDate);
    if (LoanDesk.POISON.equals(due)) {
      throw new RefusedEventException(event);
    }
    int delta =
        switch (type) {
          case "ITEM_CHECKED_OUT" -> 1;
          case "ITEM_CHECKED_IN", "LOAN_CLOSED" -> -1;
          default -> 0;
        };
    return new LoanChange(
        event,
        UUID.fromString(user),
        UUID.fromString(loan),
        delta >= 0,
        due == null ? null : due.atOffset(ZoneOffset.UTC),
        delta);
  }
}
