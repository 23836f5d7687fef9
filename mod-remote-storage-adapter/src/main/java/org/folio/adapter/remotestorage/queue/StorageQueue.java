/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.queue;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;
import org.jspecify.annotations.Nullable;

/**
 * A queue as its routes serve it.
 *
 * @param name the name of the array in answers, and of the path
 * @param flag the parameter that selects records that are done, or that are not
 * @param noun the name of a record in messages
 * @param rows its table
 */
public record StorageQueue(String name, String flag, String noun, RecordCollection rows) {

  static final String DONE = "done";
  static final String STORAGE = "remoteStorageId";
  static final String CREATED = "createdDateTime";

  /** Items to send out. */
  public static final StorageQueue RETRIEVALS =
      of(
          "retrievals",
          "retrieved",
          "Retrieval queue record",
          "remote_storage_retrieval",
          "retrievedDateTime",
          columns(
              "hold_id", "holdId",
              "item_barcode", "itemBarcode",
              "instance_title", "instanceTitle",
              "instance_author", "instanceAuthor",
              "call_number", "callNumber",
              "patron_barcode", "patronBarcode",
              "patron_name", "patronName",
              "pickup_location", "pickupLocation",
              "request_status", "requestStatus",
              "request_note", "requestNote",
              "request_type", "requestType"));

  /** Items to take in. */
  public static final StorageQueue ACCESSIONS =
      of(
          "accessions",
          "accessioned",
          "Accession queue record",
          "remote_storage_accession",
          "accessionedDateTime",
          columns(
              "item_barcode", "itemBarcode",
              "instance_title", "instanceTitle",
              "instance_author", "instanceAuthor",
              "call_number", "callNumber"));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private static Map<String, String> columns(String... pairs) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put(pairs[i], pairs[i + 1]);
    }
    return columns;
  }

  private static StorageQueue of(
      String name,
      String flag,
      String noun,
      String table,
      String doneAt,
      Map<String, String> columns) {
    return new StorageQueue(
        name,
        flag,
        noun,
        new RecordCollection(
            table,
            "id",
            "id, remote_storage_id, created_at, done_at, " + String.join(", ", columns.keySet()),
            name,
            CqlFields.NONE
                .with(DONE, "(done_at IS NOT NULL)", CqlType.BOOLEAN)
                .with(STORAGE, "remote_storage_id", CqlType.UUID)
                .with(CREATED, "created_at", CqlType.TIMESTAMP)
                .narrowing("id", "itemBarcode", STORAGE),
            row -> json(row, columns, doneAt)));
  }

  private static JsonObject json(Row row, Map<String, String> columns, String doneAt) {
    JsonObject json = new JsonObject().put("id", row.getUUID("id").toString());
    columns.forEach((column, member) -> put(json, member, row.getString(column)));
    put(json, CREATED, text(row.getOffsetDateTime("created_at")));
    put(json, doneAt, text(row.getOffsetDateTime("done_at")));
    return json.put(STORAGE, row.getUUID("remote_storage_id").toString());
  }

  private static void put(JsonObject json, String member, @Nullable String value) {
    if (value != null) {
      json.put(member, value);
    }
  }

  private static @Nullable String text(@Nullable OffsetDateTime time) {
    return time == null ? null : TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
  }
}
