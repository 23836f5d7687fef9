/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Duration;
import org.folio.eventbus.Event;

/**
 * A batch whose handler has been working for a long time.
 *
 * @param partition topic and partition
 * @param first the first event of the batch, identified by key and sequence; its payload may hold
 *     personal data
 * @param events number of events in the batch
 * @param age how long the handler has been working
 */
public record SlowBatch(String partition, Event first, int events, Duration age) {

  /** Describes the problem for an operator, without the payload. */
  public String sentence(String subscription) {
    return "Subscription %s has been working on %s events of %s for %s s; they begin with %s"
        .formatted(subscription, events, partition, age.toSeconds(), first);
  }
}
