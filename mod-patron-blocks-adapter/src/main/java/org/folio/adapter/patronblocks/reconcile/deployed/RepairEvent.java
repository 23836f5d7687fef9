/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.LoanPart;
import org.folio.adapter.patronblocks.reconcile.SummaryFeeFine;
import org.folio.adapter.patronblocks.reconcile.SummaryLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An event that brings a summary of mod-patron-blocks closer to storage. Contract circulation 2.5
 * defines the effect of each event; section 8 defines which one repairs which difference.
 *
 * @param payload the payload that the handler of the type accepts
 */
record RepairEvent(String type, JsonObject payload) {

  private static final String CHECKED_OUT = "ITEM_CHECKED_OUT";
  private static final String CLOSED = "LOAN_CLOSED";
  private static final String DUE_DATE_CHANGED = "LOAN_DUE_DATE_CHANGED";
  private static final String DECLARED_LOST = "ITEM_DECLARED_LOST";
  private static final String CLAIMED_RETURNED = "ITEM_CLAIMED_RETURNED";
  private static final String BALANCE_CHANGED = "FEE_FINE_BALANCE_CHANGED";

  /**
   * The next event for a loan. The caller asks again after its effect, until there is none.
   *
   * @param summary null if the summary does not have the loan
   * @param stored null if storage does not have the loan
   * @return empty if no event is needed, or none helps
   */
  static Optional<RepairEvent> ofLoan(
      UUID userId, UUID id, @Nullable SummaryLoan summary, @Nullable StoredLoan stored) {
    if (stored == null || !stored.open() || !userId.equals(stored.userId())) {
      return Optional.ofNullable(summary).map(ghost -> of(CLOSED, userId, id));
    }
    Instant dueDate = stored.dueDate();
    if (dueDate == null) {
      // No event repairs a loan without a due date: each event must name one.
      return Optional.empty();
    }
    if (summary == null) {
      RepairEvent begin =
          of(CHECKED_OUT, userId, id).with("dueDate", FolioDateTime.format(dueDate));
      return Optional.of(
          stored.grace() == null ? begin : begin.with("gracePeriod", stored.grace().json()));
    }
    if (isStuck(summary, stored)) {
      return Optional.of(of(CLOSED, userId, id));
    }
    if (!LoanPart.sameTime(summary.dueDate(), dueDate)
        || summary.recall() != stored.recall()
        || summary.lost() && !stored.lost() && !stored.claimedReturned()) {
      return Optional.of(
          of(DUE_DATE_CHANGED, userId, id)
              .with("dueDate", FolioDateTime.format(dueDate))
              .with("dueDateChangedByRecall", stored.recall()));
    }
    if (summary.lost() != stored.lost() && stored.lost()) {
      return Optional.of(of(DECLARED_LOST, userId, id));
    }
    return summary.claimedReturned() == stored.claimedReturned()
        ? Optional.empty()
        : Optional.of(of(CLAIMED_RETURNED, userId, id));
  }

  // Only the end of the loan and a new check-out reset these marks.
  private static boolean isStuck(SummaryLoan summary, StoredLoan stored) {
    boolean lostForEver =
        summary.lost() && !stored.lost() && !stored.claimedReturned() && stored.recall();
    boolean claimedForEver =
        summary.claimedReturned() && !stored.claimedReturned() && !stored.lost();
    return lostForEver || claimedForEver;
  }

  /** The next event for an account; otherwise the same as {@link #ofLoan}. */
  static Optional<RepairEvent> ofFeeFine(
      UUID userId, UUID id, @Nullable SummaryFeeFine summary, @Nullable StoredAccount stored) {
    StoredAccount owed =
        stored != null && userId.equals(stored.userId()) && stored.balance().signum() != 0
            ? stored
            : null;
    BigDecimal known = summary == null ? BigDecimal.ZERO : summary.balance();
    BigDecimal balance = owed == null ? BigDecimal.ZERO : owed.balance();
    if (known.compareTo(balance) == 0) {
      return Optional.empty();
    }
    JsonObject payload =
        new JsonObject()
            .put("userId", userId.toString())
            .put("feeFineId", id.toString())
            .put("balance", balance);
    if (owed != null && owed.typeId() != null) {
      payload.put("feeFineTypeId", owed.typeId().toString());
    }
    if (owed != null && owed.loanId() != null) {
      payload.put("loanId", owed.loanId().toString());
    }
    return Optional.of(new RepairEvent(BALANCE_CHANGED, payload));
  }

  private static RepairEvent of(String type, UUID userId, UUID loanId) {
    return new RepairEvent(
        type, new JsonObject().put("userId", userId.toString()).put("loanId", loanId.toString()));
  }

  private RepairEvent with(String name, Object value) {
    return new RepairEvent(type, payload.copy().put(name, value));
  }
}
