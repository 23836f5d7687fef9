/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A loan that has not ended (contract: mod-patron-blocks 2.6).
 *
 * @param recall true if a recall shortened the loan
 * @param itemLost declared lost or aged to lost
 * @param gracePeriod null if the loan policy has none
 * @param checkedOutAt time of the check-out event; for a loan that a comparison with storage added,
 *     the time of the addition. Null if it is not known. Clients do not see it
 */
public record OpenLoan(
    UUID loanId,
    OffsetDateTime dueDate,
    boolean recall,
    boolean itemLost,
    boolean itemClaimedReturned,
    @Nullable GracePeriod gracePeriod,
    @Nullable Instant checkedOutAt) {

  // Clients know dates with three digits of a second and a numeric offset.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  /** The form for clients. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("loanId", loanId.toString())
            .put("dueDate", DATE.format(dueDate.withOffsetSameInstant(ZoneOffset.UTC)))
            .put("recall", recall)
            .put("itemLost", itemLost)
            .put("itemClaimedReturned", itemClaimedReturned);
    if (gracePeriod != null) {
      json.put("gracePeriod", gracePeriod.json());
    }
    return json;
  }
}
