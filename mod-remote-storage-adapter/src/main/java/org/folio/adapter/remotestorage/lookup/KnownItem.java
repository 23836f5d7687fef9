/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import io.vertx.core.json.JsonObject;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * An item in inventory, in its current state.
 *
 * @param author its contributors, joined
 * @param locationId its effective location
 */
public record KnownItem(
    String id,
    @Nullable String barcode,
    @Nullable String title,
    @Nullable String author,
    @Nullable String callNumber,
    @Nullable String locationId) {

  static KnownItem of(JsonObject item) {
    return new KnownItem(
        item.getString("id"),
        JsonText.of(item, "barcode"),
        JsonText.of(item, "title"),
        Contributors.joined(item, "contributorNames"),
        CallNumber.of(item),
        JsonText.of(JsonText.object(item, "effectiveLocation"), "id"));
  }
}
