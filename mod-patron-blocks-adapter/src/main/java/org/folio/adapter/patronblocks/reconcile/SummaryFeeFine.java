/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

/** An open fee or fine of a summary. */
record SummaryFeeFine(UUID id, UUID userId, BigDecimal balance) {

  private static final int DECIMALS = 2;

  static SummaryFeeFine of(Row row) {
    return new SummaryFeeFine(
        row.getUUID("fee_fine_id"),
        row.getUUID("user_id"),
        row.getBigDecimal("balance").setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  JsonObject json() {
    return new JsonObject().put("balance", balance.toPlainString());
  }
}
