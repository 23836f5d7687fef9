/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.folio.eventbus.TenantId;

/**
 * Keeps a module from being called for a tenant while calls are of no use. Usable from any thread.
 */
final class CallPause {

  private final LongSupplier nanoTime;
  private final Map<TenantId, Long> answered = new HashMap<>();
  private final Map<TenantId, Long> until = new HashMap<>();

  CallPause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** When a call begins, for {@link #unanswered}. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** The module answered, whatever it said. */
  synchronized void answered(TenantId tenant) {
    answered.put(tenant, now());
  }

  /**
   * A call that began then got no answer. If no other call did, the module is probed for a time.
   */
  synchronized void unanswered(TenantId tenant, long begun) {
    Long last = answered.get(tenant);
    if (last == null || last - begun < 0) {
      begin(tenant, DeliveryPolicy.PROBE);
    }
  }

  /** Calls nobody for this time, at most {@link DeliveryPolicy#LONGEST_RETRY_AFTER}. */
  synchronized void begin(TenantId tenant, Duration time) {
    Duration most =
        time.compareTo(DeliveryPolicy.LONGEST_RETRY_AFTER) < 0
            ? time
            : DeliveryPolicy.LONGEST_RETRY_AFTER;
    until.put(tenant, now() + most.toNanos());
  }

  /** Whether the module must not be called for a tenant now. */
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
