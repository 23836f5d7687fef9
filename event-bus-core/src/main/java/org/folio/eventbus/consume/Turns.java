/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.TenantId;

/**
 * Whose turn it is. Tenants take turns, and within a tenant its lanes; so a tenant with one event
 * waits for one batch of each other tenant, however many lanes those have.
 */
final class Turns {

  private final Map<TenantId, ArrayDeque<Lane>> tenants = new LinkedHashMap<>();
  private final Set<Lane> waiting = new HashSet<>();

  boolean isEmpty() {
    return tenants.isEmpty();
  }

  /** Lets a lane that has something to do wait for its turn; does nothing if it does so already. */
  void add(Lane lane) {
    if (waiting.add(lane)) {
      tenants.computeIfAbsent(lane.nextTenant(), none -> new ArrayDeque<>()).add(lane);
    }
  }

  /** Takes the lane whose turn it is; there must be one. */
  Lane next() {
    var first = tenants.entrySet().iterator().next();
    tenants.remove(first.getKey());
    Lane lane = first.getValue().remove();
    waiting.remove(lane);
    if (!first.getValue().isEmpty()) {
      tenants.put(first.getKey(), first.getValue());
    }
    return lane;
  }
}
