/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A descriptor of the module, which tenants enable.
 *
 * @param product its id without version
 * @param version empty for any version
 */
public record Descriptor(String product, Optional<String> version) {

  // A name, and a semantic version.
  private static final Pattern ID = Pattern.compile("(.+?)-(\\d.*)");

  /** The descriptor with this id; of any version if the id has none. */
  public static Descriptor of(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? new Descriptor(parts.group(1), Optional.of(parts.group(2)))
        : new Descriptor(id, Optional.empty());
  }

  /** The id. */
  @Override
  public String toString() {
    return version.map(number -> product + "-" + number).orElse(product);
  }
}
