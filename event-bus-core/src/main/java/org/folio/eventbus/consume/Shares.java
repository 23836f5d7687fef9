/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.folio.eventbus.TenantId;

/**
 * How many batches each tenant may have in work at once: the same number for all tenants that have
 * had something to do of late. A backlog so never holds all connections while others come and go,
 * and holds all of them when it is alone. Used on one context only.
 */
final class Shares {

  // Patrons at a desk come within a second of each other in a library that is open; who has been
  // quiet for longer finds at worst the batches in work that were begun meanwhile.
  private static final Duration OF_LATE = Duration.ofSeconds(1);

  private final int batches;
  private final Map<TenantId, Integer> inWork = new HashMap<>();
  private final LinkedHashMap<TenantId, Long> lastSeen = new LinkedHashMap<>();

  /**
   * Shares of a number of batches.
   *
   * @param batches how many of all tenants together may be in work, at least 1
   */
  Shares(int batches) {
    this.batches = batches;
  }

  void begun(TenantId tenant, long now) {
    inWork.merge(tenant, 1, Integer::sum);
    seen(tenant, now);
  }

  void ended(TenantId tenant, long now) {
    inWork.computeIfPresent(tenant, (one, count) -> count == 1 ? null : count - 1);
    seen(tenant, now);
  }

  /**
   * Whether one more batch of a tenant may begin.
   *
   * @param excused how many batches of the tenant do not count, because they hang
   */
  boolean permits(TenantId tenant, int excused, long now) {
    int others = Math.max(0, active(now) - (lastSeen.containsKey(tenant) ? 1 : 0));
    int share = (batches + others) / (1 + others);
    return inWork.getOrDefault(tenant, 0) - excused < share;
  }

  private int active(long now) {
    Iterator<Map.Entry<TenantId, Long>> oldest = lastSeen.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<TenantId, Long> one = oldest.next();
      if (now - one.getValue() < OF_LATE.toNanos()) {
        break;
      }
      if (!inWork.containsKey(one.getKey())) {
        oldest.remove();
      }
    }
    return lastSeen.size();
  }

  private void seen(TenantId tenant, long now) {
    lastSeen.remove(tenant);
    lastSeen.put(tenant, now);
  }
}
