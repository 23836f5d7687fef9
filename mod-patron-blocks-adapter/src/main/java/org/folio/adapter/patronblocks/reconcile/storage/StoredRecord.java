/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/** One loan or account in a system of record. */
public interface StoredRecord {

  UUID id();

  /** The patron, or null if the record no longer belongs to one. */
  @Nullable UUID userId();

  /** Whether a summary must contain the record, if it belongs to a patron. */
  boolean open();

  /** The reason, as text for people, why an open entry of a summary is wrong. */
  String end();

  /** The part of the record that is shown with a difference. */
  JsonObject json();

  /** The time of the last change, or null if it is not known. */
  @Nullable Instant updated();

  /**
   * The id of a record.
   *
   * @throws IllegalArgumentException if it has none
   */
  static UUID id(JsonObject json) {
    return StrictUuid.parse(json.getString("id"))
        .orElseThrow(() -> new IllegalArgumentException("A record has no id"));
  }

  static @Nullable UUID uuid(JsonObject json, String field) {
    return StrictUuid.parse(json.getString(field)).orElse(null);
  }

  /**
   * Whether the record is open. Old records have no status; they count as open, as in
   * mod-patron-blocks, because the query selects open records.
   */
  static boolean isOpen(JsonObject json) {
    return !(json.getValue("status") instanceof JsonObject status)
        || !(status.getValue("name") instanceof String name)
        || name.equals("Open");
  }

  static @Nullable Instant updated(JsonObject json) {
    JsonObject metadata = json.getJsonObject("metadata", new JsonObject());
    return FolioDateTime.of(metadata.getValue("updatedDate", metadata.getValue("createdDate")))
        .orElse(null);
  }
}
