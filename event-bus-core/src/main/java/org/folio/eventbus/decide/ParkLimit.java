/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;

/**
 * Detects that so many events of a tenant cannot be applied that the cause must be elsewhere. Used
 * on one context only.
 */
public final class ParkLimit implements BatchListener {

  // Enough events to distinguish a broken handler from a few broken events.
  private static final int RECENT = 100;

  private final double share;
  private final Map<TenantId, Recent> tenants = new HashMap<>();

  public ParkLimit(double share) {
    this.share = share;
  }

  /** Whether no further event of the tenant may be parked at the moment. */
  public boolean reached(TenantId tenant) {
    Recent recent = tenants.get(tenant);
    int parked = recent == null ? 0 : recent.parked.cardinality();
    return share < 1 && parked >= share * RECENT;
  }

  @Override
  public void committed(TenantId tenant, BatchPlan plan) {
    Recent recent = tenants.computeIfAbsent(tenant, none -> new Recent());
    plan.outcomes().values().stream()
        // An event that waits behind another says nothing about the handler.
        .filter(outcome -> outcome != Outcome.BEHIND)
        .forEach(outcome -> recent.note(outcome == Outcome.PARKED));
    plan.unreadable().stream()
        .filter(delivery -> !delivery.concernsTheBus())
        .forEach(unreadable -> recent.note(true));
  }

  /** Describes the problem and the remedy. */
  public String sentence(TenantId tenant, String cause) {
    return "%s of the last %s events of tenant %s could not be applied, so no more are parked; the last: %s. Work resumes when the cause is removed"
        .formatted(
            Objects.requireNonNull(tenants.get(tenant)).parked.cardinality(),
            RECENT,
            tenant,
            cause);
  }

  private static final class Recent {
    private final BitSet parked = new BitSet(RECENT);
    private int next;

    private void note(boolean wasParked) {
      parked.set(next, wasParked);
      next = (next + 1) % RECENT;
    }
  }
}
