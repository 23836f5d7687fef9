/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.accession;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.folio.adapter.remotestorage.lookup.CallNumber;
import org.jspecify.annotations.Nullable;

/**
 * The arrival of an item at a location, from a record of inventory storage (contract:
 * mod-remote-storage 5.2).
 */
record ItemChange(
    String locationId,
    @Nullable String instanceId,
    @Nullable String barcode,
    @Nullable String callNumber) {

  private static final String LOCATION = "effectiveLocationId";

  /** Reads a record of the topic; empty if the item's effective location has not changed. */
  static Optional<ItemChange> of(JsonObject itemRecord) {
    String type = JsonText.of(itemRecord, "type");
    if (!"CREATE".equals(type) && !"UPDATE".equals(type)) {
      return Optional.empty();
    }
    JsonObject now = JsonText.object(itemRecord, "new");
    String location = JsonText.of(now, LOCATION);
    String before =
        "CREATE".equals(type) ? null : JsonText.of(JsonText.object(itemRecord, "old"), LOCATION);
    if (location == null || Objects.equals(location, before)) {
      return Optional.empty();
    }
    return Optional.of(
        new ItemChange(
            location,
            JsonText.of(now, "instanceId"),
            JsonText.of(now, "barcode"),
            CallNumber.of(now)));
  }
}
