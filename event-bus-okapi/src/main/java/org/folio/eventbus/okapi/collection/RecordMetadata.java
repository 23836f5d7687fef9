/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.collection;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who created and last changed a record, and when: FOLIO's member {@code metadata}. */
public final class RecordMetadata {

  /** Its name in bodies; a client's value is dropped. */
  public static final String NAME = "metadata";

  /** The columns of a table whose records have it. */
  public static final String COLUMNS = "created_at, created_by, updated_at, updated_by";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private RecordMetadata() {}

  /** The member of a row with the {@link #COLUMNS}; without users if none is known. */
  public static JsonObject of(Row row) {
    JsonObject metadata = new JsonObject();
    put(metadata, "created", row.getOffsetDateTime("created_at"), row.getUUID("created_by"));
    put(metadata, "updated", row.getOffsetDateTime("updated_at"), row.getUUID("updated_by"));
    return metadata;
  }

  private static void put(
      JsonObject metadata, String what, OffsetDateTime time, @Nullable UUID user) {
    metadata.put(what + "Date", TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)));
    if (user != null) {
      metadata.put(what + "ByUserId", user.toString());
    }
  }
}
