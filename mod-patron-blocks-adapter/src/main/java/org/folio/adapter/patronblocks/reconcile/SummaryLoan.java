/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.loan.PatronLoan;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/** An open loan of a summary. */
public record SummaryLoan(
    UUID id,
    UUID userId,
    @Nullable Instant dueDate,
    boolean recall,
    boolean lost,
    boolean claimedReturned)
    implements SummaryRecord {

  static SummaryLoan of(PatronLoan known) {
    OpenLoan loan = known.loan();
    return new SummaryLoan(
        loan.loanId(),
        known.userId(),
        loan.dueDate().toInstant(),
        loan.recall(),
        loan.itemLost(),
        loan.itemClaimedReturned());
  }

  @Override
  public JsonObject json() {
    return new JsonObject()
        .put("dueDate", dueDate == null ? null : FolioDateTime.format(dueDate))
        .put("recall", recall)
        .put("itemLost", lost)
        .put("itemClaimedReturned", claimedReturned);
  }
}
