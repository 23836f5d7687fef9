/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A block in the form for clients (contract: mod-patron-blocks 2.7). */
record AutomatedBlock(UUID conditionId, BlockedActions actions, String message) {

  JsonObject json() {
    return new JsonObject()
        .put("patronBlockConditionId", conditionId.toString())
        .put("blockBorrowing", actions.borrowing())
        .put("blockRenewals", actions.renewals())
        .put("blockRequests", actions.requests())
        .put("message", message);
  }
}
