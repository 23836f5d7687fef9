/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a remote storage may have to send an item out (contract: mod-remote-storage
 * 5.1).
 */
public sealed interface Occasion {

  /** The member of a log record that names its kind. */
  String KIND = "logEventType";

  /** An item was checked in; requests may wait for it. */
  record CheckedIn(ItemName item) implements Occasion {}

  /** A request for an item on its shelf. */
  record Paged(ItemName item, Requested request) implements Occasion {}

  /** The item concerned. */
  ItemName item();

  /** Whether the module reads log records of this kind. */
  static boolean isKind(@Nullable String kind) {
    return kind != null
        && (kind.equals(Kinds.CHECK_IN)
            || Kinds.CREATED.contains(kind)
            || Kinds.CHANGED.contains(kind));
  }

  /**
   * Reads a log record.
   *
   * @return empty if no retrieval can follow from it
   * @throws IllegalArgumentException if a page does not name its request and its requester
   */
  static Optional<Occasion> of(JsonObject logRecord) {
    String kind = JsonText.of(logRecord, KIND);
    if (!isKind(kind)) {
      return Optional.empty();
    }
    if (Kinds.CHECK_IN.equals(kind)) {
      // A check-in without barcode and id is of an unknown item, for which no request waits.
      return name(logRecord).map(CheckedIn::new);
    }
    JsonObject payload = JsonText.object(logRecord, "payload");
    JsonObject requests = JsonText.object(payload, "requests");
    boolean created = Kinds.CREATED.contains(kind);
    JsonObject request = JsonText.object(requests, created ? "created" : "updated");
    boolean becamePage =
        Kinds.isPage(request) && (created || !Kinds.isPage(JsonText.object(requests, "original")));
    return becamePage ? Optional.of(paged(payload, request)) : Optional.empty();
  }

  private static Paged paged(JsonObject payload, JsonObject request) {
    ItemName item =
        name(payload)
            .orElseThrow(() -> new IllegalArgumentException("The page does not name its item"));
    return new Paged(item, Requested.of(request));
  }

  private static Optional<ItemName> name(JsonObject of) {
    String barcode = JsonText.of(of, "itemBarcode");
    String id = JsonText.of(of, "itemId");
    return barcode == null && id == null
        ? Optional.empty()
        : Optional.of(new ItemName(barcode, id));
  }

  /** The kinds of log records that the module reads. */
  final class Kinds {
    private static final String CHECK_IN = "CHECK_IN_EVENT";
    private static final Set<String> CREATED =
        Set.of("REQUEST_CREATED_EVENT", "REQUEST_CREATED_THROUGH_OVERRIDE_EVENT");
    private static final Set<String> CHANGED =
        Set.of("REQUEST_MOVED_EVENT", "REQUEST_UPDATED_EVENT");

    private Kinds() {}

    private static boolean isPage(JsonObject request) {
      return "Page".equals(JsonText.of(request, "requestType"));
    }
  }
}
