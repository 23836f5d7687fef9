/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.regex.Pattern;

/**
 * A tenant of a FOLIO installation, checked before it can become part of a schema or topic name.
 *
 * @param value Okapi's tenant id: a lower-case letter, then up to 30 lower-case letters or digits;
 *     or up to 30 lower-case letters, digits, hyphens and underscores, for tenants that were
 *     created before Okapi became that strict
 */
public record TenantId(String value) {

  private static final Pattern STRICT = Pattern.compile("[a-z][a-z0-9]{0,30}");

  // One less, because the names of their schemas have one more underscore.
  private static final Pattern LEGACY = Pattern.compile("[a-z0-9_-]{1,30}");

  // PostgreSQL reserves schemas that begin with pg_, and topics that belong to no tenant have
  // event-bus as the second part of their name.
  private static final Pattern TAKEN = Pattern.compile("pg|pg_.*|event-bus");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not an Okapi tenant id
   */
  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Tenant must be a lower-case letter followed by at most 30 lower-case letters or digits,"
              + " or at most 30 lower-case letters, digits, hyphens and underscores; and not pg,"
              + " pg_ with something behind it, or event-bus");
    }
  }

  /** Tells whether the text is an Okapi tenant id. */
  public static boolean isValid(String value) {
    return (STRICT.matcher(value).matches() || LEGACY.matcher(value).matches())
        && !TAKEN.matcher(value).matches();
  }

  /** Tells whether Okapi would reject such a name for a new tenant. */
  boolean isLegacy() {
    return !STRICT.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
