/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Objects;
import java.util.UUID;
import org.folio.eventbus.StreamKey;

/** The parts of an earlier published event that are needed to recognise its repetition. */
record StoredEvent(UUID id, String type, StreamKey key, long sequence, String payload) {

  private static final String METADATA = "metadata";
  private static final String CREATED = "createdDate";

  static StoredEvent of(Row row) {
    return new StoredEvent(
        row.getUUID("id"),
        row.getString("type"),
        new StreamKey(row.getString("aggregatetype"), row.getString("aggregateid")),
        row.getLong("sequence"),
        row.getString("payload"));
  }

  // The creation date is left out: the publisher itself sets it at each attempt.
  boolean sameContentAs(NewEvent event) {
    return type.equals(event.type())
        && key.equals(event.streamKey())
        && Objects.equals(withoutDate(payload), withoutDate(event.payload()));
  }

  private static JsonObject withoutDate(String payload) {
    JsonObject json = new JsonObject(payload);
    JsonObject metadata = json.getJsonObject(METADATA);
    if (metadata != null) {
      metadata.remove(CREATED);
      if (metadata.isEmpty()) {
        json.remove(METADATA);
      }
    }
    return json;
  }
}
