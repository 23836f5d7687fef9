/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.adapter.patronblocks.loan.GracePeriod;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A loan in loan storage (contract: circulation, section 8).
 *
 * @param userId null once the loan is anonymised
 * @param dueDate null if storage has none
 * @param policyId the loan policy, which has the grace period; or null
 * @param grace the grace period of the policy; null if it has none, or was not read
 * @param updated the time of the last change, or null if storage does not have it
 */
public record StoredLoan(
    UUID id,
    @Nullable UUID userId,
    boolean open,
    @Nullable Instant dueDate,
    boolean recall,
    boolean lost,
    boolean claimedReturned,
    @Nullable UUID policyId,
    @Nullable GracePeriod grace,
    @Nullable Instant updated)
    implements StoredRecord {

  private static final String DECLARED_LOST = "Declared lost";
  private static final String AGED_TO_LOST = "Aged to lost";
  private static final String CLAIMED_RETURNED = "Claimed returned";

  /**
   * Reads a loan.
   *
   * @throws IllegalArgumentException if it has no id
   */
  static StoredLoan of(JsonObject json) {
    String itemStatus = json.getString("itemStatus", "");
    return new StoredLoan(
        StoredRecord.id(json),
        StoredRecord.uuid(json, "userId"),
        StoredRecord.isOpen(json),
        // An unreadable due date counts as missing; the comparison reports it.
        FolioDateTime.of(json.getValue("dueDate")).orElse(null),
        json.getBoolean("dueDateChangedByRecall", false),
        DECLARED_LOST.equals(itemStatus) || AGED_TO_LOST.equals(itemStatus),
        CLAIMED_RETURNED.equalsIgnoreCase(itemStatus),
        StoredRecord.uuid(json, "loanPolicyId"),
        null,
        StoredRecord.updated(json));
  }

  StoredLoan with(@Nullable GracePeriod ofPolicy) {
    return new StoredLoan(
        id, userId, open, dueDate, recall, lost, claimedReturned, policyId, ofPolicy, updated);
  }

  @Override
  public String end() {
    if (!open) {
      return "closed";
    }
    return userId == null ? "anonymised" : "open, but of another patron";
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
