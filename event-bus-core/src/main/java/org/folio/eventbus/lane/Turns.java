/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Selects the next lane: the tenant that was served least, and within a tenant the lane that waits
 * longest. A tenant with little work comes before tenants with a backlog, and those share equally.
 * A tenant earns no credit for idle time (start-time fair queueing). Keys have no turns: a lane
 * takes deliveries in the order of their arrival.
 */
public final class Turns {

  // The cost of a transaction beside its events, counted in events: its round trips, and the
  // commit.
  private static final int TRANSACTION = 20;

  private final Map<TenantId, ArrayDeque<Lane>> tenants = new LinkedHashMap<>();
  private final Map<TenantId, Long> served = new HashMap<>();
  private final Set<Lane> waiting = new HashSet<>();
  private long serving;

  /** Adds a lane with work to those that wait for a turn; does nothing if it waits already. */
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
   * @param permitted whether a lane may have its turn now; if not, the next tenant is tried
   * @return null if no permitted lane waits
   */
  @Nullable Lane next(BiPredicate<TenantId, Lane> permitted) {
    TenantId tenant = leastServed(permitted);
    if (tenant == null) {
      return null;
    }
    serving = served(tenant);
    charge(tenant, TRANSACTION);
    ArrayDeque<Lane> lanes = Objects.requireNonNull(tenants.get(tenant));
    Lane lane = lanes.remove();
    waiting.remove(lane);
    if (lanes.isEmpty()) {
      tenants.remove(tenant);
    }
    return lane;
  }

  /** Charges a tenant for the work done in its turn. */
  void charge(TenantId tenant, int events) {
    served.merge(tenant, (long) events, Long::sum);
  }

  private long served(TenantId tenant) {
    return Objects.requireNonNull(served.get(tenant));
  }

  private @Nullable TenantId leastServed(BiPredicate<TenantId, Lane> permitted) {
    @Nullable TenantId least = null;
    for (Map.Entry<TenantId, ArrayDeque<Lane>> entry : tenants.entrySet()) {
      TenantId tenant = entry.getKey();
      if ((least == null || served(tenant) < served(least))
          && permitted.test(tenant, entry.getValue().element())) {
        least = tenant;
      }
    }
    return least;
  }
}
