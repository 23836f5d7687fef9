/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * The open items of a patron as a resource (contract: mod-patron-blocks 2.6).
 *
 * @param id the same for a patron at any time
 * @param version grows with each numbered event of the patron that is surely included; at least 1
 */
record UserSummary(UUID id, long version, UUID userId, OpenItems items) {

  JsonObject json() {
    JsonArray loans = new JsonArray();
    items.loans().forEach(loan -> loans.add(loan.json()));
    JsonArray feesFines = new JsonArray();
    items.feesFines().forEach(feeFine -> feesFines.add(feeFine.json()));
    return new JsonObject()
        .put("id", id.toString())
        .put("_version", version)
        .put("userId", userId.toString())
        .put("openLoans", loans)
        .put("openFeesFines", feesFines);
  }
}
