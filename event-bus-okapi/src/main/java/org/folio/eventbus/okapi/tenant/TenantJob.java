/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Work for a tenant that takes longer than its request ({@code tenantJob}, contract 4.6).
 *
 * @param attributes Okapi's request
 * @param complete whether it has ended, successfully or not
 * @param error why it failed, or null
 * @param messages the completed steps, in order
 */
record TenantJob(
    UUID id,
    TenantId tenant,
    JsonObject attributes,
    boolean complete,
    @Nullable String error,
    List<String> messages) {

  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("id", id.toString())
            .put("tenant", tenant.value())
            .put("tenantAttributes", attributes)
            .put("complete", complete)
            .put("messages", new JsonArray(messages));
    return error == null ? json : json.put("error", error);
  }
}
