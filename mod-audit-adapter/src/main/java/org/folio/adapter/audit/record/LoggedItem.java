/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An item of a record; an unknown part is null. */
public record LoggedItem(
    @Nullable String itemBarcode,
    @Nullable String itemId,
    @Nullable String instanceId,
    @Nullable String holdingId,
    @Nullable String loanId) {

  /** The item that an object of a payload names. */
  static LoggedItem of(JsonObject object) {
    String holding = Fields.id(object, "holdingsRecordId");
    return new LoggedItem(
        Fields.text(object, "itemBarcode"),
        Fields.id(object, "itemId"),
        Fields.id(object, "instanceId"),
        holding == null ? Fields.id(object, "holdingsId") : holding,
        Fields.id(object, "loanId"));
  }

  /** The same item completed by a look-up, which has precedence over the payload. */
  LoggedItem with(@Nullable KnownItem known) {
    return known == null
        ? this
        : new LoggedItem(
            known.barcode() == null ? itemBarcode : known.barcode(),
            itemId,
            known.instanceId() == null ? instanceId : known.instanceId(),
            known.holdingId() == null ? holdingId : known.holdingId(),
            loanId);
  }

  /** Whether a look-up could add a missing part. */
  boolean isIncomplete() {
    return itemId != null && (itemBarcode == null || instanceId == null || holdingId == null);
  }

  boolean isEmpty() {
    return Stream.of(itemBarcode, itemId, instanceId, holdingId, loanId).allMatch(Objects::isNull);
  }

  /** The item as clients receive it, without unknown parts. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    Fields.put(json, "itemBarcode", itemBarcode);
    Fields.put(json, "itemId", itemId);
    Fields.put(json, "instanceId", instanceId);
    Fields.put(json, "holdingId", holdingId);
    Fields.put(json, "loanId", loanId);
    return json;
  }
}
