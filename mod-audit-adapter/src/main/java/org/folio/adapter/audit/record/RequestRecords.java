/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common part of all records of requests. */
abstract class RequestRecords implements LogKind {

  /** The request of a body that has the given role. */
  static JsonObject request(JsonObject body, String role) {
    return Fields.object(Fields.object(Fields.object(body, Fields.PAYLOAD), "requests"), role);
  }

  /** Requires the patron, the item and the user who changed the request. */
  static Needs needs(JsonObject base, JsonObject itemOf, @Nullable JsonObject updated) {
    return ask(new Needs(), base, itemOf, updated);
  }

  static Needs ask(Needs needs, JsonObject base, JsonObject itemOf, @Nullable JsonObject updated) {
    return needs
        .user(Fields.text(base, "requesterId"))
        .user(updated == null ? null : updater(updated))
        .item(item(itemOf));
  }

  /** Begins a description. */
  static Description description(JsonObject request) {
    return new Description()
        .piece("Type", Fields.text(request, "requestType"))
        .piece("Service point", servicePoint(request))
        .piece("Address type", Fields.text(request, "addressType"));
  }

  /**
   * Makes a record of a request.
   *
   * @param base has the patron, the ids and the service point
   * @param itemOf has the item
   */
  static LogRecord record(
      JsonObject base,
      JsonObject itemOf,
      String action,
      @Nullable String source,
      @Nullable String description,
      Facts facts,
      Instant time) {
    String userId = Fields.text(base, "requesterId");
    LoggedItem item = facts.completed(item(itemOf));
    return new LogRecord(
        facts.barcodeOf(userId, Fields.text(Fields.object(base, "requester"), "barcode")),
        item.isEmpty() ? List.of() : List.of(item),
        LogRecord.REQUEST,
        action,
        time.truncatedTo(ChronoUnit.MILLIS),
        Fields.text(base, "pickupServicePointId"),
        source,
        description,
        Links.request(userId, Fields.text(base, "id")));
  }

  static @Nullable String updater(JsonObject request) {
    return Fields.text(Fields.object(request, "metadata"), "updatedByUserId");
  }

  static @Nullable String servicePoint(JsonObject request) {
    String name = Fields.name(request, "servicePoint");
    return name == null ? Fields.name(request, "pickupServicePoint") : name;
  }

  private static LoggedItem item(JsonObject request) {
    return new LoggedItem(
        Fields.text(Fields.object(request, "item"), "barcode"),
        Fields.id(request, "itemId"),
        Fields.id(request, "instanceId"),
        Fields.id(request, "holdingsRecordId"),
        null);
  }
}
