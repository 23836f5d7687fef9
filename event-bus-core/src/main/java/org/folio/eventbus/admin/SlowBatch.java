/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Duration;
import org.folio.eventbus.Event;

/**
 * A batch whose handler has been working for long.
 *
 * @param partition topic and partition
 * @param first the first event of the batch, whose key and sequence name it; its payload may hold
 *     personal data
 * @param events number of events in the batch
 * @param age how long it has been in work
 */
public record SlowBatch(String partition, Event first, int events, Duration age) {

  /** What is wrong, for people; an event shows no payload there. */
  public String sentence(String subscription) {
    return "Subscription %s has been working on %s events of %s for %s s; they begin with %s"
        .formatted(subscription, events, partition, age.toSeconds(), first);
  }
}
