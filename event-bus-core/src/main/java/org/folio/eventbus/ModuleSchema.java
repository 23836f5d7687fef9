/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a module's PostgreSQL schemas: one per tenant, {@code diku_mod_circulation_adapter}.
 *
 * @param module the module's name without version, for example {@code mod-circulation-adapter}
 */
public record ModuleSchema(String module) {

  // Together with the longest tenant id and the underscore this stays below PostgreSQL's 63 bytes.
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it cannot be part of a schema name
   */
  public ModuleSchema {
    if (!ALLOWED.matcher(module).matches()) {
      throw new IllegalArgumentException(
          "Module name must be lower-case letters, digits and hyphens, at most 31: " + module);
    }
  }

  /** The tenant's schema; safe between double quotes in a statement. */
  public String of(TenantId tenant) {
    return tenant + suffix();
  }

  /** The tenant that a schema of this module belongs to; empty for any other schema. */
  public Optional<TenantId> tenantOf(String schema) {
    if (!schema.endsWith(suffix())) {
      return Optional.empty();
    }
    String tenant = schema.substring(0, schema.length() - suffix().length());
    return TenantId.isValid(tenant) ? Optional.of(new TenantId(tenant)) : Optional.empty();
  }

  private String suffix() {
    return "_" + module.replace('-', '_');
  }
}
