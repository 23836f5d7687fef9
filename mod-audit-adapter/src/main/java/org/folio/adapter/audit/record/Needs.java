/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids and barcodes to look up in other modules before records are made. One kind fills it;
 * afterwards it is only read.
 */
public final class Needs {

  private final Set<String> users = new LinkedHashSet<>();
  private final Set<String> barcodes = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> templates = new LinkedHashSet<>();
  private final Set<String> reasons = new LinkedHashSet<>();

  Needs user(@Nullable String id) {
    return add(users, id);
  }

  Needs userOfBarcode(@Nullable String barcode) {
    return add(barcodes, barcode);
  }

  Needs item(LoggedItem item) {
    return item.isIncomplete() ? add(items, item.itemId()) : this;
  }

  Needs template(@Nullable String id) {
    return add(templates, id);
  }

  Needs cancellationReason(@Nullable String id) {
    return add(reasons, id);
  }

  private Needs add(Set<String> set, @Nullable String value) {
    if (value != null) {
      set.add(value);
    }
    return this;
  }

  /** Ids of users. */
  public Set<String> users() {
    return Set.copyOf(users);
  }

  /** Barcodes of users without a known id. */
  public Set<String> barcodes() {
    return Set.copyOf(barcodes);
  }

  /** Ids of items. */
  public Set<String> items() {
    return Set.copyOf(items);
  }

  /** Ids of patron notice templates. */
  public Set<String> templates() {
    return Set.copyOf(templates);
  }

  /** Ids of cancellation reasons. */
  public Set<String> reasons() {
    return Set.copyOf(reasons);
  }
}
