/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.folio.eventbus.testing.LoanEvents;
import org.jspecify.annotations.Nullable;

/**
 * Generates events in an order that is possible in a library: each check-in follows a check-out. It
 * keeps only open loans, so millions of events need little memory.
 */
public final class LoanDesk {

  /** The due date that every handler of the benchmark refuses. */
  public static final Instant POISON = Instant.parse("1970-01-02T00:00:00Z");

  // The most open loans of a borrower.
  private static final int MOST_LOANS = 30;

  // Percentages of events; the rest are check-ins. Renewals and recalls change the due date.
  private static final int CHECK_OUTS = 45;
  private static final int DUE_DATES = 10;
  private static final int LOSSES = 3;
  private static final int CLAIMS = 2;
  private static final int CLOSINGS = 2;

  private static final Instant FIRST_DUE = Instant.parse("2026-09-01T22:59:59Z");
  private static final int LONGEST_LOAN_SECONDS = 60 * 24 * 3_600;

  private final Random random;
  private final List<Patron> patrons = new ArrayList<>();

  /**
   * Creates a desk.
   *
   * @param keys number of borrowers, at least 1
   */
  public LoanDesk(int keys, long seed) {
    random = new Random(seed);
    for (int i = 0; i < keys; i++) {
      patrons.add(new Patron(newId()));
    }
  }

  /** Generates the next event. */
  public GeneratedEvent next(boolean poison) {
    Patron patron = patrons.get(random.nextInt(patrons.size()));
    patron.sequence++;
    int draw = random.nextInt(100);
    if (patron.open.isEmpty() || draw < CHECK_OUTS && patron.open.size() < MOST_LOANS) {
      return poison ? refused(patron, newId()) : checkOut(patron);
    }
    UUID loan = patron.open.get(random.nextInt(patron.open.size()));
    if (poison) {
      return refused(patron, loan);
    }
    int other = draw - CHECK_OUTS;
    if (other >= 0 && other < DUE_DATES) {
      Instant due = dueDate();
      return event(
          "LOAN_DUE_DATE_CHANGED",
          patron,
          loan,
          due,
          LoanEvents.loanDueDateChanged(patron.id, loan, due, random.nextBoolean()));
    }
    return unchangedOrClosed(patron, loan, other - DUE_DATES);
  }

  private GeneratedEvent unchangedOrClosed(Patron patron, UUID loan, int draw) {
    if (draw >= 0 && draw < LOSSES) {
      return event(
          "ITEM_DECLARED_LOST", patron, loan, null, LoanEvents.itemDeclaredLost(patron.id, loan));
    }
    if (draw >= LOSSES && draw < LOSSES + CLAIMS) {
      return event(
          "ITEM_CLAIMED_RETURNED",
          patron,
          loan,
          null,
          LoanEvents.itemClaimedReturned(patron.id, loan));
    }
    patron.open.remove(loan);
    if (draw >= LOSSES + CLAIMS && draw < LOSSES + CLAIMS + CLOSINGS) {
      return event("LOAN_CLOSED", patron, loan, null, LoanEvents.loanClosed(patron.id, loan));
    }
    return event(
        "ITEM_CHECKED_IN",
        patron,
        loan,
        null,
        LoanEvents.itemCheckedIn(patron.id, loan, dueDate()));
  }

  private GeneratedEvent checkOut(Patron patron) {
    UUID loan = newId();
    patron.open.add(loan);
    Instant due = dueDate();
    return event(
        "ITEM_CHECKED_OUT", patron, loan, due, LoanEvents.itemCheckedOut(patron.id, loan, due));
  }

  private GeneratedEvent refused(Patron patron, UUID loan) {
    return event(
        "LOAN_DUE_DATE_CHANGED",
        patron,
        loan,
        POISON,
        LoanEvents.loanDueDateChanged(patron.id, loan, POISON, false));
  }

  private GeneratedEvent event(
      String type,
      Patron patron,
      UUID loan,
      @Nullable Instant dueDate,
      Map<String, Object> payload) {
    return new GeneratedEvent(
        newId(), type, patron.id, loan, patron.sequence, dueDate, LoanEvents.json(payload));
  }

  private Instant dueDate() {
    return FIRST_DUE.plusSeconds(random.nextInt(LONGEST_LOAN_SECONDS));
  }

  private UUID newId() {
    long version4 = random.nextLong() & ~0xF000L | 0x4000L;
    long variant2 = random.nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(version4, variant2);
  }

  private static final class Patron {
    private final UUID id;
    private final List<UUID> open = new ArrayList<>();
    private long sequence;

    Patron(UUID id) {
      this.id = id;
    }
  }
}
