/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the module works for a tenant.
 *
 * @param enabled whether the tenant has it enabled
 * @param since since when it is so; null if the tenant has never enabled it
 */
public record TenantStanding(boolean enabled, @Nullable Instant since) {

  /** What it means that a tenant is {@link #NEVER} known. */
  public static final String NEVER_ENABLED =
      "The tenant has never enabled this module, which therefore has published nothing and read nothing for it: enable it, or ask in the name of another tenant";

  /** A tenant without tables of the module. */
  public static final TenantStanding NEVER = new TenantStanding(false, null);
}
