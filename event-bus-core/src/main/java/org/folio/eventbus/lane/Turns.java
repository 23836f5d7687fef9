/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: that of the tenant that was served least, and within a tenant that of the lane
 * that came first. Who has little to do comes before those with a backlog, and among those each
 * gets the same share. Time that a tenant has spent without anything to do is no credit (start-time
 * fair queueing).
 */
public final class Turns {

  // What a transaction costs beside its events, counted in events: its round trips, and the commit.
  private static final int TRANSACTION = 20;

  private final Map<TenantId, ArrayDeque<Lane>> tenants = new LinkedHashMap<>();
  private final Map<TenantId, Long> served = new HashMap<>();
  private final Set<Lane> waiting = new HashSet<>();
  private long serving;

  /** Lets a lane that has something to do wait for its turn; does nothing if it does so already. */
  void add(Lane lane) {
    if (waiting.add(lane)) {
      tenants.computeIfAbsent(lane.nextTenant(), this::begin).add(lane);
    }
  }

  private ArrayDeque<Lane> begin(TenantId tenant) {
    served.merge(tenant, serving, Math::max);
    return new ArrayDeque<>();
  }

  /**
   * Takes the lane whose turn it is.
   *
   * @param permitted whether a lane may have its turn now; if not, the next tenant has
   * @return null if nobody waits who may
   */
  @Nullable Lane next(BiPredicate<TenantId, Lane> permitted) {
    TenantId tenant = leastServed(permitted);
    if (tenant == null) {
      return null;
    }
    serving = served.get(tenant);
    charge(tenant, TRANSACTION);
    ArrayDeque<Lane> lanes = tenants.get(tenant);
    Lane lane = lanes.remove();
    waiting.remove(lane);
    if (lanes.isEmpty()) {
      tenants.remove(tenant);
    }
    return lane;
  }

  /** Counts what a tenant gets done in its turn. */
  void charge(TenantId tenant, int events) {
    served.merge(tenant, (long) events, Long::sum);
  }

  private @Nullable TenantId leastServed(BiPredicate<TenantId, Lane> permitted) {
    @Nullable TenantId least = null;
    for (Map.Entry<TenantId, ArrayDeque<Lane>> entry : tenants.entrySet()) {
      TenantId tenant = entry.getKey();
      if ((least == null || served.get(tenant) < served.get(least))
          && permitted.test(tenant, entry.getValue().element())) {
        least = tenant;
      }
    }
    return least;
  }
}
