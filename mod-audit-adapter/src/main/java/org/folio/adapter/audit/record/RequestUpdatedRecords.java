/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code REQUEST_UPDATED_EVENT}, {@code REQUEST_MOVED_EVENT} and {@code
 * REQUEST_CANCELLED_EVENT}.
 */
final class RequestUpdatedRecords extends RequestRecords {

  private static final String CANCELLED = "Closed - Cancelled";

  private final Change change;

  /** The change that the kind of the event names. */
  enum Change {
    UPDATED,
    MOVED,
    CANCELLED
  }

  RequestUpdatedRecords(Change change) {
    this.change = change;
  }

  @Override
  public Needs needs(JsonObject body) {
    JsonObject updated = updated(body);
    Needs needs = needs(updated, original(body), updated);
    return isCancelled(updated)
        ? needs.cancellationReason(Fields.text(updated, "cancellationReasonId"))
        : needs;
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject original = original(body);
    JsonObject updated = updated(body);
    Description description = description(original);
    String action;
    if (change == Change.MOVED) {
      action = "Moved";
      description.changed("item barcode", barcode(updated), barcode(original));
    } else if (isCancelled(updated)) {
      action = "Cancelled";
      description.piece(
          "Reason for cancellation", facts.reason(Fields.text(updated, "cancellationReasonId")));
    } else {
      action = "Edited";
      edited(description, updated, original);
    }
    return Logged.of(
        record(
            updated,
            original,
            action,
            facts.nameOf(updater(updated)),
            description.text(),
            facts,
            time));
  }

  // A body may lack one of the two requests; the change is then unknown.
  private static JsonObject original(JsonObject body) {
    JsonObject original = request(body, "original");
    return original.isEmpty() ? request(body, "updated") : original;
  }

  private static JsonObject updated(JsonObject body) {
    JsonObject updated = request(body, "updated");
    return updated.isEmpty() ? request(body, "original") : updated;
  }

  private boolean isCancelled(JsonObject updated) {
    return change == Change.CANCELLED
        || change == Change.UPDATED && CANCELLED.equals(Fields.text(updated, "status"));
  }

  private static void edited(Description description, JsonObject now, JsonObject before) {
    description
        .change("request type", text(now, "requestType"), text(before, "requestType"))
        .change("expiration date", expiration(now), expiration(before))
        .change("fulfilment preference", fulfilment(now), fulfilment(before))
        .change("pickup service point", pickup(now), pickup(before))
        .change("address type", address(now), address(before));
  }

  private static @Nullable String text(JsonObject request, String name) {
    return Fields.text(request, name);
  }

  private static @Nullable String expiration(JsonObject request) {
    return Description.time(Fields.instant(request, "requestExpirationDate"), ZoneOffset.UTC);
  }

  // Older payloads use the other spelling.
  private static @Nullable String fulfilment(JsonObject request) {
    return Fields.first(request, "fulfillmentPreference", "fulfilmentPreference");
  }

  private static @Nullable String pickup(JsonObject request) {
    String name = Fields.name(request, "pickupServicePoint");
    return name == null ? text(request, "pickupServicePointId") : name;
  }

  private static @Nullable String address(JsonObject request) {
    return Fields.first(request, "addressType", "deliveryAddressTypeId");
  }

  private static @Nullable String barcode(JsonObject request) {
    return Fields.text(Fields.object(request, "item"), "barcode");
  }
}
