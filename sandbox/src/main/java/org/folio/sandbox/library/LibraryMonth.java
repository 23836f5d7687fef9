/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a month, generated from a seed: the same numbers give the same events with the same
 * ids.
 *
 * @param patrons number of patrons, at least 1
 * @param size number of events, at least 1
 * @param seed seed of the random numbers
 */
public record LibraryMonth(int patrons, int size, long seed) {

  private static final Instant FIRST_DAY = Instant.parse("2026-09-01T08:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration LOAN_PERIOD = Duration.ofDays(21);
  private static final Duration RECALL_PERIOD = Duration.ofDays(3);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no patrons or no events
   */
  public LibraryMonth {
    if (patrons < 1 || size < 1) {
      throw new IllegalArgumentException("A library month needs a patron and an event at least");
    }
  }

  /** All events in the order in which they happened. */
  public List<LoanEvent> events() {
    Desk desk = new Desk(new Random(seed));
    List<PatronHistory> histories =
        Stream.generate(desk::newId).limit(patrons).map(PatronHistory::new).toList();
    List<LoanEvent> events = new ArrayList<>(size);
    for (int number = 0; number < size; number++) {
      Instant now = FIRST_DAY.plus(LENGTH.multipliedBy(number).dividedBy(size));
      events.add(desk.next(histories, now));
    }
    return List.copyOf(events);
  }

  private record Desk(Random random) {

    LoanEvent next(List<PatronHistory> histories, Instant now) {
      PatronHistory patron = histories.get(random.nextInt(histories.size()));
      return switch (patron.possible(EventMix.draw(random))) {
        case CHECK_OUT ->
            event(
                LoanEventKind.ITEM_CHECKED_OUT,
                patron,
                patron.opened(newId()),
                now.plus(LOAN_PERIOD),
                false);
        case CHECK_IN -> event(LoanEventKind.ITEM_CHECKED_IN, patron, patron.closeAny(random));
        case RENEWAL ->
            dueDateChanged(patron, patron.anyOpen(random), now.plus(LOAN_PERIOD), false);
        case RECALL ->
            dueDateChanged(patron, patron.anyOpen(random), now.plus(RECALL_PERIOD), true);
        case DECLARED_LOST ->
            event(LoanEventKind.ITEM_DECLARED_LOST, patron, patron.anyOpen(random));
        case AGED_TO_LOST -> event(LoanEventKind.ITEM_AGED_TO_LOST, patron, patron.anyOpen(random));
        case CLAIMED_RETURNED ->
            event(LoanEventKind.ITEM_CLAIMED_RETURNED, patron, patron.anyOpen(random));
        case CLOSED -> event(LoanEventKind.LOAN_CLOSED, patron, patron.closeAny(random));
        case LATE_CORRECTION ->
            dueDateChanged(patron, patron.anyClosed(random), now.plus(LOAN_PERIOD), false);
      };
    }

    UUID newId() {
      long version4 = random.nextLong() & ~0xF000L | 0x4000L;
      long variant2 = random.nextLong() & ~(3L << 62) | 1L << 63;
      return new UUID(version4, variant2);
    }

    private LoanEvent dueDateChanged(
        PatronHistory patron, UUID loan, Instant dueDate, boolean recall) {
      return event(LoanEventKind.LOAN_DUE_DATE_CHANGED, patron, loan, dueDate, recall);
    }

    private LoanEvent event(LoanEventKind kind, PatronHistory patron, UUID loan) {
      return event(kind, patron, loan, null, false);
    }

    private LoanEvent event(
        LoanEventKind kind,
        PatronHistory patron,
        UUID loan,
        @Nullable Instant dueDate,
        boolean recall) {
      return new LoanEvent(newId(), kind, patron.patron(), loan, dueDate, recall);
    }
  }
}
