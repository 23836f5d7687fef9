/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.folio.eventbus.schema.FolioDateTime;
import org.jspecify.annotations.Nullable;

/** An open loan of a summary. */
record SummaryLoan(
    UUID id,
    UUID userId,
    @Nullable Instant dueDate,
    boolean recall,
    boolean lost,
    boolean claimedReturned) {

  static SummaryLoan of(Row row) {
    OffsetDateTime due = row.getOffsetDateTime("due_date");
    return new SummaryLoan(
        row.getUUID("loan_id"),
        row.getUUID("user_id"),
        due == null ? null : due.toInstant(),
        row.getBoolean("recall"),
        row.getBoolean("item_lost"),
        row.getBoolean("item_claimed_returned"));
  }

  JsonObject json() {
    return new JsonObject()
        .put("dueDate", dueDate == null ? null : FolioDateTime.format(dueDate))
        .put("recall", recall)
        .put("itemLost", lost)
        .put("itemClaimedReturned", claimedReturned);
  }
}
