/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user of mod-users. */
public record KnownUser(
    String id, @Nullable String barcode, @Nullable String lastName, @Nullable String firstName) {

  /** {@code Last, First}, or the part that the user has; null if there is none. */
  public @Nullable String displayName() {
    String name =
        Stream.of(lastName, firstName).filter(Objects::nonNull).collect(Collectors.joining(", "));
    return name.isEmpty() ? null : name;
  }

  /** Omits name and barcode, which are personal data. */
  @Override
  public String toString() {
    return "user " + id;
  }
}
