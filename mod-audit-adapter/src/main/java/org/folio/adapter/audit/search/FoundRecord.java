/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.search;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the log as clients receive it (contract: mod-audit 3.2 and 3.8). */
final class FoundRecord {

  /** The text in place of an unknown barcode, the same as mod-audit's. */
  static final String NO_BARCODE = "-";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private FoundRecord() {}

  static JsonObject json(Row row) {
    JsonObject links = new JsonObject();
    put(links, "userId", row.getString("user_id"));
    put(links, "requestId", row.getString("request_id"));
    put(links, "feeFineId", row.getString("fee_fine_id"));
    put(links, "templateId", row.getString("template_id"));
    put(links, "noticePolicyId", row.getString("notice_policy_id"));
    String barcode = row.getString("user_barcode");
    JsonObject record =
        new JsonObject()
            .put("id", row.getUUID("id").toString())
            .put("eventId", row.getUUID("event_id").toString())
            .put("userBarcode", barcode == null ? NO_BARCODE : barcode)
            .put("items", row.getJsonArray("items"))
            .put("object", row.getString("object"));
    put(record, "action", row.getString("action"));
    record.put(
        "date", DATE.format(row.getOffsetDateTime("date").withOffsetSameInstant(ZoneOffset.UTC)));
    put(record, "servicePointId", row.getString("service_point_id"));
    put(record, "source", row.getString("source"));
    put(record, "description", row.getString("description"));
    return record.put("linkToIds", links);
  }

  private static void put(JsonObject object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }
}
