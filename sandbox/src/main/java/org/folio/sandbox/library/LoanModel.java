/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The open loans of patrons according to the rules of mod-patron-blocks, for events in their order.
 * It shares no code with the adapters, so that it can verify them. Not for several threads.
 */
public final class LoanModel {

  private final Map<UUID, Map<UUID, OpenLoan>> open = new HashMap<>();
  private final Set<UUID> closed = new HashSet<>();

  /** A model with the effect of the given events. */
  public static LoanModel of(Iterable<LoanEvent> events) {
    LoanModel model = new LoanModel();
    events.forEach(model::apply);
    return model;
  }

  /** Applies the next event. */
  public void apply(LoanEvent event) {
    Map<UUID, OpenLoan> loans = open.computeIfAbsent(event.patron(), patron -> new HashMap<>());
    UUID loan = event.loan();
    switch (event.kind()) {
      case ITEM_CHECKED_OUT -> {
        if (!closed.contains(loan)) {
          loans.putIfAbsent(loan, new OpenLoan(dueDate(event), false, false, false));
        }
      }
      case ITEM_CHECKED_IN, LOAN_CLOSED -> {
        loans.remove(loan);
        closed.add(loan);
      }
      case LOAN_DUE_DATE_CHANGED ->
          loans.computeIfPresent(
              loan, (id, known) -> known.withDueDate(dueDate(event), event.recall()));
      case ITEM_DECLARED_LOST, ITEM_AGED_TO_LOST ->
          loans.computeIfPresent(loan, (id, known) -> known.declaredLost());
      case ITEM_CLAIMED_RETURNED ->
          loans.computeIfPresent(loan, (id, known) -> known.declaredReturned());
    }
  }

  /** The open loans of a patron by loan id, possibly none. */
  public Map<UUID, OpenLoan> openLoans(UUID patron) {
    return Map.copyOf(open.getOrDefault(patron, Map.of()));
  }

  /** All patrons with an applied event. */
  public Set<UUID> patrons() {
    return Set.copyOf(open.keySet());
  }

  private static Instant dueDate(LoanEvent event) {
    return Objects.requireNonNull(event.dueDate(), "dueDate");
  }
}
