/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.limit;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;
import org.folio.adapter.patronblocks.http.JsonNumber;

/**
 * The maximum for a patron group (contract: mod-patron-blocks 2.9).
 *
 * @param value a number of items or days, or an amount in the tenant's currency
 */
record BlockLimit(UUID id, UUID patronGroupId, UUID conditionId, BigDecimal value) {

  JsonObject json() {
    return new JsonObject()
        .put("id", id.toString())
        .put("patronGroupId", patronGroupId.toString())
        .put("conditionId", conditionId.toString())
        .put("value", JsonNumber.of(value));
  }
}
