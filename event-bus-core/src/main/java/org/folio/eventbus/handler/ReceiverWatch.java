/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.time.Timeline;

/**
 * Distinguishes a receiver that is down from a receiver that fails at one event. Both look the
 * same: a transient response, such as 5xx, or none. Only in the second case does the receiver
 * answer other events of the tenant meanwhile. Safe for use by several threads: a release calls
 * concurrently with the batches.
 */
final class ReceiverWatch {

  /**
   * How long the receiver must have answered other events before the event counts as the cause.
   * Longer than one of several instances needs to restart.
   */
  static final Duration SUSPICION = Duration.ofSeconds(60);

  /** A receiver without any response for this long is down. */
  static final Duration ALIVE = Duration.ofSeconds(30);

  // More events than are in flight at once. Suspects whose events moved to another process are
  // dropped.
  private static final int MOST_SUSPECTS = 10_000;

  private final Timeline timeline;
  private final Map<TenantId, Long> answered = new HashMap<>();
  private final Map<UUID, Long> suspectSince =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > MOST_SUSPECTS;
        }
      };

  ReceiverWatch(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The receiver accepted or rejected an event. */
  synchronized void answered(Event event) {
    answered.put(event.tenant(), timeline.nanoTime());
    suspectSince.remove(event.id());
  }

  /**
   * The receiver failed at an event, or did not answer.
   *
   * @param begun when the event was sent to the receiver, in nanoseconds of the timeline; a long
   *     wait for a response must not count as evidence
   * @return whether the event is the cause, because other events were answered all the time
   */
  synchronized boolean blames(Event event, long begun) {
    Long last = answered.get(event.tenant());
    if (last == null || begun - last > ALIVE.toNanos()) {
      suspectSince.put(event.id(), begun);
      return false;
    }
    long since = suspectSince.computeIfAbsent(event.id(), none -> begun);
    return begun - since >= SUSPICION.toNanos();
  }
}
