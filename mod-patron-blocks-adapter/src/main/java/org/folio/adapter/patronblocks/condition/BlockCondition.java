/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The actions that staff want to block when a limit is exceeded (contract: mod-patron-blocks 2.8).
 *
 * @param valueType {@code Integer} or {@code Double}
 * @param message shown to staff, or null
 */
record BlockCondition(
    UUID id,
    String name,
    boolean blockBorrowing,
    boolean blockRenewals,
    boolean blockRequests,
    String valueType,
    @Nullable String message) {

  boolean blocksSomething() {
    return blockBorrowing || blockRenewals || blockRequests;
  }

  boolean hasMessage() {
    return message != null && !message.isBlank();
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("id", id.toString())
            .put("name", name)
            .put("blockBorrowing", blockBorrowing)
            .put("blockRenewals", blockRenewals)
            .put("blockRequests", blockRequests)
            .put("valueType", valueType);
    return message == null ? json : json.put("message", message);
  }
}
