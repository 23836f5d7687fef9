/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.diagnosis.EventPlace;

/**
 * A row that a search has found.
 *
 * @param at when it was published or handled
 */
public record Hit(UUID id, String type, EventPlace place, Instant at) {

  public static Hit of(Row row) {
    return new Hit(
        row.getUUID("id"),
        row.getString("type"),
        new EventPlace(
            new StreamKey(row.getString("stream"), row.getString("key")), row.getLong("sequence")),
        row.getOffsetDateTime("at").toInstant());
  }
}
