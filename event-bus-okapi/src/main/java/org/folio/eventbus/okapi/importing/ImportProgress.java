/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.folio.eventbus.base.value.FolioDateTime;

/**
 * The progress of an import.
 *
 * @param id chosen by the client, or random
 * @param state what may become of it
 * @param lines number of processed lines
 * @param published events that were stored
 * @param repeated events that were published before with the same id
 * @param rejected lines without a valid event
 * @param digest digest of all processed lines; see {@link LineDigest}
 * @param started when its first request arrived
 * @param changed when it last advanced
 */
record ImportProgress(
    String id,
    ImportState state,
    long lines,
    long published,
    long repeated,
    long rejected,
    Buffer digest,
    Instant started,
    Instant changed) {

  static ImportProgress of(Row row) {
    return new ImportProgress(
        row.getString("id"),
        ImportState.valueOf(row.getString("state")),
        row.getLong("lines"),
        row.getLong("published"),
        row.getLong("repeated"),
        row.getLong("rejected"),
        row.getBuffer("digest"),
        row.getOffsetDateTime("started_at").toInstant(),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  JsonObject json() {
    return new JsonObject()
        .put("id", id)
        .put("state", state.name())
        .put("lines", lines)
        .put("published", published)
        .put("repeated", repeated)
        .put("rejected", rejected)
        .put("started", FolioDateTime.format(started))
        .put("changed", FolioDateTime.format(changed));
  }
}
