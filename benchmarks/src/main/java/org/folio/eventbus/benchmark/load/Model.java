/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The expected content of the tables after all events had their effect once and in order. */
public final class Model {

  private final Refusal refusal;
  private final Map<UUID, Patron> patrons = new HashMap<>();
  private final Map<UUID, Instant> openLoans = new HashMap<>();
  private final Set<UUID> parked = new HashSet<>();
  private long loans;
  private long dueSeconds;
  private long effects;

  /** Creates an empty model. */
  public Model(Refusal refusal) {
    this.refusal = refusal;
  }

  /**
   * The state of a borrower.
   *
   * @param openLoans number of open loans
   * @param events number of events with an effect
   */
  public record Patron(int openLoans, long events) {}

  /** Applies an event. */
  public void apply(GeneratedEvent event) {
    if (parked.contains(event.user())) {
      return;
    }
    if (LoanDesk.POISON.equals(event.dueDate())) {
      if (refusal == Refusal.PARKS_KEY) {
        parked.add(event.user());
      }
      return;
    }
    effects++;
    int delta = 0;
    switch (event.type()) {
      case "ITEM_CHECKED_OUT" -> {
        delta = 1;
        loans++;
        due(event.loan(), event.dueDate());
      }
      case "ITEM_CHECKED_IN", "LOAN_CLOSED" -> {
        delta = -1;
        openLoans.remove(event.loan());
      }
      default -> due(event.loan(), event.dueDate());
    }
    Patron patron = patrons.getOrDefault(event.user(), new Patron(0, 0));
    patrons.put(event.user(), new Patron(patron.openLoans() + delta, patron.events() + 1));
  }

  // A closed loan does not change any more, so the sum needs only the open ones.
  private void due(UUID loan, @Nullable Instant date) {
    if (date != null) {
      Instant before = openLoans.put(loan, date);
      dueSeconds += date.getEpochSecond() - (before == null ? 0 : before.getEpochSecond());
    }
  }

  /** The borrowers with events. */
  public Map<UUID, Patron> patrons() {
    return Map.copyOf(patrons);
  }

  /** Number of loans that were ever opened. */
  public long loans() {
    return loans;
  }

  /** Number of loans that are open. */
  public long open() {
    return openLoans.size();
  }

  /** Sum of the due dates of all loans, in seconds since 1970. */
  public long dueSeconds() {
    return dueSeconds;
  }

  /** Number of events with an effect. */
  public long effects() {
    return effects;
  }
}
