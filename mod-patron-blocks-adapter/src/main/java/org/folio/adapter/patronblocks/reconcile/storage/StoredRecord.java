/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/** What a system of record says about one loan or account. */
public interface StoredRecord {

  UUID id();

  /** The patron, or null if the record does not belong to one any more. */
  @Nullable UUID userId();

  /** Whether a summary has to have it, if it belongs to a patron. */
  boolean open();

  /** Why the summary of a patron who has it open should not, as people read it. */
  String end();

  /** What is shown of it beside a difference. */
  JsonObject json();

  /** When it was last changed, or null if that is not known. */
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
   * Whether it is open. Storage is asked for open records; like mod-patron-blocks, what it answers
   * with is believed where a record has no status of its own, as old ones do.
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
