/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account in mod-feesfines (contract: circulation, section 8).
 *
 * @param userId null if it belongs to no patron
 * @param balance the remaining amount, with two decimals; 0 if the account is not open
 * @param typeId id of the kind of fee or fine
 * @param loanId the loan that caused the charge, or null
 */
public record StoredAccount(
    UUID id,
    @Nullable UUID userId,
    BigDecimal balance,
    @Nullable UUID typeId,
    @Nullable UUID loanId,
    @Nullable Instant updated)
    implements StoredRecord {

  private static final int DECIMALS = 2;

  static StoredAccount of(JsonObject json) {
    boolean open = StoredRecord.isOpen(json);
    Number remaining = json.getNumber("remaining");
    BigDecimal balance =
        open && remaining != null ? new BigDecimal(remaining.toString()) : BigDecimal.ZERO;
    return new StoredAccount(
        StoredRecord.id(json),
        StoredRecord.uuid(json, "userId"),
        balance.setScale(DECIMALS, RoundingMode.HALF_EVEN),
        StoredRecord.uuid(json, "feeFineId"),
        StoredRecord.uuid(json, "loanId"),
        StoredRecord.updated(json));
  }

  @Override
  public boolean open() {
    return balance.signum() != 0;
  }

  @Override
  public String end() {
    return open() ? "open, but of another patron" : "closed or paid";
  }

  @Override
  public JsonObject json() {
    return new JsonObject()
        .put("balance", balance.toPlainString())
        .put("loanId", loanId == null ? null : loanId.toString());
  }
}
