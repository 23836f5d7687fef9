/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.folio.adapter.patronblocks.feefine.PatronFeeFine;

/** An open fee or fine of a summary. */
public record SummaryFeeFine(UUID id, UUID userId, BigDecimal balance) implements SummaryRecord {

  private static final int DECIMALS = 2;

  static SummaryFeeFine of(PatronFeeFine known) {
    return new SummaryFeeFine(
        known.feeFine().feeFineId(),
        known.userId(),
        known.feeFine().balance().setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  @Override
  public JsonObject json() {
    return new JsonObject().put("balance", balance.toPlainString());
  }
}
