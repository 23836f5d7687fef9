/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of other modules. The maps lack what these modules do not know.
 *
 * @param users by id
 * @param usersByBarcode by barcode
 * @param items by id
 * @param templates names by id
 * @param reasons descriptions of cancellation reasons by id
 */
public record Facts(
    Map<String, KnownUser> users,
    Map<String, KnownUser> usersByBarcode,
    Map<String, KnownItem> items,
    Map<String, String> templates,
    Map<String, String> reasons) {

  /** No facts: nothing was asked, or no module had an answer. */
  public static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public Facts {
    users = Map.copyOf(users);
    usersByBarcode = Map.copyOf(usersByBarcode);
    items = Map.copyOf(items);
    templates = Map.copyOf(templates);
    reasons = Map.copyOf(reasons);
  }

  @Nullable KnownUser user(@Nullable String id) {
    return of(users, id);
  }

  @Nullable KnownUser userOfBarcode(@Nullable String barcode) {
    return of(usersByBarcode, barcode);
  }

  /** The user's display name; null if it is not known. */
  @Nullable String nameOf(@Nullable String userId) {
    KnownUser user = user(userId);
    return user == null ? null : user.displayName();
  }

  /** The user's current barcode, or the given one if it is not known. */
  @Nullable String barcodeOf(@Nullable String userId, @Nullable String otherwise) {
    KnownUser user = user(userId);
    return user == null || user.barcode() == null ? otherwise : user.barcode();
  }

  LoggedItem completed(LoggedItem item) {
    return item.with(of(items, item.itemId()));
  }

  @Nullable String template(@Nullable String id) {
    return of(templates, id);
  }

  @Nullable String reason(@Nullable String id) {
    return of(reasons, id);
  }

  private static <V> @Nullable V of(Map<String, V> known, @Nullable String id) {
    return id == null ? null : known.get(id);
  }
}
