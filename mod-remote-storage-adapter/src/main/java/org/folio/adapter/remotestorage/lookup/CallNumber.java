/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The effective call number of an item as FOLIO displays it. Staff of a storage find one volume or
 * issue among many by it (mod-remote-storage, CallNumberUtils; stripes-util, effectiveCallNumber).
 */
public final class CallNumber {

  private CallNumber() {}

  /** The parts that the item has, in fixed order, joined by spaces; null if it has none. */
  public static @Nullable String of(JsonObject item) {
    JsonObject components = JsonText.object(item, "effectiveCallNumberComponents");
    String joined =
        Stream.of(
                JsonText.of(components, "prefix"),
                JsonText.of(components, "callNumber"),
                JsonText.of(components, "suffix"),
                JsonText.of(item, "displaySummary"),
                JsonText.of(item, "volume"),
                JsonText.of(item, "enumeration"),
                JsonText.of(item, "chronology"),
                JsonText.of(item, "copyNumber"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return joined.isEmpty() ? null : joined;
  }
}
