/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.folio.eventbus.TenantId;

/**
 * Suspends calls of a module for a tenant while they are useless. Safe for use by several threads.
 */
final class CallPause {

  private final LongSupplier nanoTime;
  private final Map<TenantId, Long> answered = new HashMap<>();
  private final Map<TenantId, Long> until = new HashMap<>();

  CallPause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The start time of a call, for {@link #unanswered}. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** The module answered, with any status. */
  synchronized void answered(TenantId tenant) {
    answered.put(tenant, now());
  }

  /**
   * A call that began at that time got no answer. If no other call got one, the module is only
   * probed for a time.
   */
  synchronized void unanswered(TenantId tenant, long begun) {
    Long last = answered.get(tenant);
    if (last == null || last - begun < 0) {
      begin(tenant, DeliveryPolicy.PROBE);
    }
  }

  /** Suspends all calls for this time, at most {@link DeliveryPolicy#LONGEST_RETRY_AFTER}. */
  synchronized void begin(TenantId tenant, Duration time) {
    Duration most =
        time.compareTo(DeliveryPolicy.LONGEST_RETRY_AFTER) < 0
            ? time
            : DeliveryPolicy.LONGEST_RETRY_AFTER;
    until.put(tenant, now() + most.toNanos());
  }

  /** Whether calls for a tenant are suspended now. */
  synchronized boolean active(TenantId tenant) {
    Long end = until.get(tenant);
    if (end == null) {
      return false;
    }
    if (now() - end < 0) {
      return true;
    }
    until.remove(tenant);
    return false;
  }
}
