/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The most recent requests. A request is sent once, however many subscriptions make it: all of them
 * read the result. Used on one thread only.
 */
final class RecentRequests {

  // Shorter than the pause after which a subscription asks again.
  private static final Duration RECENT = Duration.ofSeconds(8);

  // The maximum number of remembered requests; beyond it the oldest is dropped, and would be sent
  // again.
  private static final int MOST = 10_000;

  private final LongSupplier nanoTime;
  private final Map<Object, Long> asked = new LinkedHashMap<>();

  RecentRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean isNew(RepublishRequest request) {
    return note(new RepublishRequest(request.tenant(), request.key(), request.range(), ""));
  }

  boolean isNew(TailRequest request) {
    return note(
        new TailRequest(
            request.tenant(), request.stream(), request.partition(), request.since(), ""));
  }

  private boolean note(Object request) {
    long now = nanoTime.getAsLong();
    Long before = asked.get(request);
    if (before != null && now - before < RECENT.toNanos()) {
      return false;
    }
    asked.remove(request);
    asked.put(request, now);
    if (asked.size() > MOST) {
      asked.remove(asked.keySet().iterator().next());
    }
    return true;
  }
}
