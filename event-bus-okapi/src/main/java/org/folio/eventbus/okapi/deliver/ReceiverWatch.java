/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.folio.eventbus.TenantId;

/**
 * Tells a module that is away from a module that fails at one event. Both look the same, an answer
 * of 500 or none; but only the second one answers others meanwhile. Usable from any thread.
 */
final class ReceiverWatch {

  // More events than can be in work at once; what was given to another process is forgotten.
  private static final int MOST_SUSPECTS = 10_000;

  private final LongSupplier nanoTime;
  private final Map<TenantId, Long> answered = new HashMap<>();
  private final Map<TenantId, Long> pausedUntil = new HashMap<>();
  private final Map<UUID, Long> suspectSince =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > MOST_SUSPECTS;
        }
      };

  ReceiverWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The module itself has answered an event, with whatever it thinks of it. */
  synchronized void answered(TenantId tenant, UUID event) {
    answered.put(tenant, nanoTime.getAsLong());
    suspectSince.remove(event);
  }

  /**
   * The module has not answered an event, or with a failure of its own.
   *
   * @return whether the event must be the reason, because others have been answered all the time
   */
  synchronized boolean failed(TenantId tenant, UUID event) {
    long now = nanoTime.getAsLong();
    if (isAway(tenant, now)) {
      suspectSince.put(event, now);
      return false;
    }
    long since = suspectSince.computeIfAbsent(event, none -> now);
    return now - since >= DeliveryPolicy.SUSPICION.toNanos();
  }

  /** Whether no event of the tenant was answered lately. */
  synchronized boolean away(TenantId tenant) {
    return isAway(tenant, nanoTime.getAsLong());
  }

  private boolean isAway(TenantId tenant, long now) {
    Long last = answered.get(tenant);
    return last == null || now - last > DeliveryPolicy.ALIVE.toNanos();
  }

  /** The module is not to be called for some time, because it asks so or it is of no use. */
  synchronized void pause(TenantId tenant, Duration time) {
    Duration most =
        time.compareTo(DeliveryPolicy.LONGEST_RETRY_AFTER) < 0
            ? time
            : DeliveryPolicy.LONGEST_RETRY_AFTER;
    pausedUntil.put(tenant, nanoTime.getAsLong() + most.toNanos());
  }

  /** Whether the module must not be called for a tenant at the moment. */
  synchronized boolean paused(TenantId tenant) {
    Long until = pausedUntil.get(tenant);
    if (until == null) {
      return false;
    }
    if (nanoTime.getAsLong() - until < 0) {
      return true;
    }
    pausedUntil.remove(tenant);
    return false;
  }
}
