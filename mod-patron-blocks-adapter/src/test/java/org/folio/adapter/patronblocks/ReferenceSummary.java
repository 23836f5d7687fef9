/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.eventbus.Event;

/**
 * The summary of mod-patron-blocks after a history in order: a second implementation, as simple as
 * possible. In addition, a loan that has ended does not open again.
 */
public final class ReferenceSummary {

  /** A loan as clients receive it; equal to another one with the same values. */
  public record Loan(
      UUID loanId,
      OffsetDateTime dueDate,
      boolean recall,
      boolean lost,
      boolean claimed,
      Integer grace) {}

  private final Map<UUID, Loan> loans = new LinkedHashMap<>();
  private final Set<UUID> ended = new HashSet<>();

  public static List<Loan> of(List<Event> inOrder) {
    ReferenceSummary summary = new ReferenceSummary();
    inOrder.forEach(summary::apply);
    return List.copyOf(summary.loans.values());
  }

  /** Converts a loan of the module into the form of the reference. */
  public static Loan loan(OpenLoan open) {
    return new Loan(
        open.loanId(),
        open.dueDate(),
        open.recall(),
        open.itemLost(),
        open.itemClaimedReturned(),
        open.gracePeriod() == null ? null : open.gracePeriod().duration());
  }

  /** Converts a loan of an answer into the form of the reference. */
  public static Loan loan(JsonObject json) {
    return new Loan(
        UUID.fromString(json.getString("loanId")),
        OffsetDateTime.parse(json.getString("dueDate")),
        json.getBoolean("recall"),
        json.getBoolean("itemLost"),
        json.getBoolean("itemClaimedReturned"),
        json.containsKey("gracePeriod")
            ? json.getJsonObject("gracePeriod").getInteger("duration")
            : null);
  }

  private void apply(Event event) {
    if (event.type().equals("FEE_FINE_BALANCE_CHANGED")) {
      return;
    }
    JsonObject payload = event.json();
    UUID id = UUID.fromString(payload.getString("loanId"));
    Loan known = loans.get(id);
    switch (event.type()) {
      case "ITEM_CHECKED_OUT" -> {
        if (known == null && !ended.contains(id)) {
          JsonObject grace = payload.getJsonObject("gracePeriod");
          Integer duration = grace == null ? null : grace.getInteger("duration");
          loans.put(id, new Loan(id, due(payload), false, false, false, duration));
        }
      }
      case "ITEM_CHECKED_IN", "LOAN_CLOSED" -> {
        loans.remove(id);
        ended.add(id);
      }
      default -> {
        if (known != null) {
          loans.put(id, changed(known, event.type(), payload));
        }
      }
    }
  }

  private static Loan changed(Loan l, String type, JsonObject payload) {
    return switch (type) {
      case "ITEM_DECLARED_LOST", "ITEM_AGED_TO_LOST" ->
          new Loan(l.loanId, l.dueDate, l.recall, true, false, l.grace);
      case "ITEM_CLAIMED_RETURNED" -> new Loan(l.loanId, l.dueDate, l.recall, false, true, l.grace);
      case "LOAN_DUE_DATE_CHANGED" -> {
        boolean recall = payload.getBoolean("dueDateChangedByRecall");
        yield new Loan(l.loanId, due(payload), recall, recall && l.lost, l.claimed, l.grace);
      }
      default -> throw new AssertionError(type);
    };
  }

  private static OffsetDateTime due(JsonObject payload) {
    return OffsetDateTime.parse(payload.getString("dueDate"));
  }
}
