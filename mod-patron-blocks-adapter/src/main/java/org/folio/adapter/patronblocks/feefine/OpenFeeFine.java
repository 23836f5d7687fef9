/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fee or fine that is not paid (contract: mod-patron-blocks 2.6).
 *
 * @param feeFineId the account, despite its name
 * @param feeFineTypeId null if no event contained it
 * @param loanId null if the fee belongs to no loan
 * @param balance the remaining amount, in the tenant's currency; never 0
 */
public record OpenFeeFine(
    UUID feeFineId, @Nullable UUID feeFineTypeId, @Nullable UUID loanId, BigDecimal balance) {

  /** The form for clients. */
  public JsonObject json() {
    JsonObject json = new JsonObject().put("feeFineId", feeFineId.toString());
    if (feeFineTypeId != null) {
      json.put("feeFineTypeId", feeFineTypeId.toString());
    }
    json.put("balance", balance);
    if (loanId != null) {
      json.put("loanId", loanId.toString());
    }
    return json;
  }
}
