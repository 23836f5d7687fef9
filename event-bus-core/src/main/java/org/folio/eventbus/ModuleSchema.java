/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a module's PostgreSQL schemas: one per tenant, {@code diku_mod_circulation_adapter}.
 * For a tenant of the legacy kind, whose name may contain underscores, two underscores follow the
 * tenant, so that both parts can be told apart: {@code cs_0001__mod_circulation_adapter}.
 *
 * @param module the module's name without version, for example {@code mod-circulation-adapter}
 */
public record ModuleSchema(String module) {

  // Together with the longest tenant id and the underscore this stays below PostgreSQL's 63 bytes.
  // Two hyphens would become two underscores, which only follow a tenant of the legacy kind.
  private static final Pattern ALLOWED = Pattern.compile("(?=.{1,31}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it cannot be part of a schema name
   */
  public ModuleSchema {
    if (!ALLOWED.matcher(module).matches()) {
      throw new IllegalArgumentException(
          "Module name must be lower-case letters, digits and single hyphens between them, at most"
              + " 31: "
              + module);
    }
  }

  /** The tenant's schema; safe between double quotes in a statement. */
  public String of(TenantId tenant) {
    return tenant + (tenant.isLegacy() ? "_" : "") + suffix();
  }

  /** The tenant that a schema of this module belongs to; empty for any other schema. */
  public Optional<TenantId> tenantOf(String schema) {
    if (!schema.endsWith(suffix())) {
      return Optional.empty();
    }
    String before = schema.substring(0, schema.length() - suffix().length());
    return Stream.of(before, before.replaceFirst("_$", ""))
        .filter(TenantId::isValid)
        .map(TenantId::new)
        .filter(tenant -> of(tenant).equals(schema))
        .findFirst();
  }

  private String suffix() {
    return "_" + module.replace('-', '_');
  }
}
