/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cache.ExpiringCache;

/**
 * Caches the limits of all patron groups with their conditions. A change by this instance takes
 * effect at once, one by another instance within {@link #LIFETIME}.
 */
public final class GroupLimits {

  /** A user who changes a limit checks its effect a second later at the earliest. */
  public static final Duration LIFETIME = Duration.ofSeconds(1);

  /** Tenants; the limits of one are some ten rows. */
  private static final int CAPACITY = 1_000;

  private final TenantDatabase database;
  private final ExpiringCache<TenantId, Map<UUID, List<GroupLimit>>> known =
      new ExpiringCache<>(LIFETIME, CAPACITY);

  /** Limits in the given tables. */
  public GroupLimits(TenantDatabase database) {
    this.database = database;
  }

  /** Invalidates the limits of a tenant after a change of a limit or a condition. */
  public void changed(TenantId tenant) {
    known.forget(tenant);
  }

  /** The limits of a group, in the order of their creation. */
  Future<List<GroupLimit>> of(TenantId tenant, UUID groupId) {
    return known
        .get(tenant, () -> database.withConnection(tenant, GroupLimitTables::read))
        .map(limits -> limits.getOrDefault(groupId, List.of()));
  }
}
