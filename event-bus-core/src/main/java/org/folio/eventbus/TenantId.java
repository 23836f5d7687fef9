/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.regex.Pattern;

/**
 * A tenant of a FOLIO installation, checked before it can become part of a schema or topic name.
 *
 * @param value Okapi's tenant id: a lower-case letter, then up to 30 lower-case letters or digits
 *     (Okapi, header {@code X-Okapi-Tenant})
 */
public record TenantId(String value) {

  // PostgreSQL keeps schemas that begin with pg_ to itself.
  private static final Pattern ALLOWED = Pattern.compile("(?!pg$)[a-z][a-z0-9]{0,30}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not an Okapi tenant id
   */
  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "Tenant must be a lower-case letter followed by at most 30 lower-case letters or digits,"
              + " and not pg");
    }
  }

  /** Tells whether the text is an Okapi tenant id. */
  public static boolean isValid(String value) {
    return ALLOWED.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
