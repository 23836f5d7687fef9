/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the module works for a tenant.
 *
 * @param enabled whether the tenant has it enabled
 * @param since start of this state; null if the tenant has never enabled the module
 */
public record TenantStanding(boolean enabled, @Nullable Instant since) {

  /** The explanation shown for {@link #NEVER}. */
  public static final String NEVER_ENABLED =
      "The tenant has never enabled this module, so it has published and read nothing for the tenant: enable it, or ask for another tenant";

  /** A tenant without tables of the module. */
  public static final TenantStanding NEVER = new TenantStanding(false, null);
}
