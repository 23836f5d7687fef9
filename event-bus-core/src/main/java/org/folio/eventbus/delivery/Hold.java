/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.time.Duration;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TopicChoice;

/** How long an event waits for its predecessors. */
public final class Hold {

  // The maximum number of hold times. The hold time starts again while older events may still
  // arrive on other topics. A producer with a wrong clock must not hide a gap for ever.
  private static final int MOST_HOLDS = 20;

  private Hold() {}

  /** How long a parked event waits for missing predecessors. */
  public static Duration of(Subscription subscription) {
    // The missing events may lie unread on another topic.
    Duration hold = subscription.policy().hold();
    return overSeveralTopics(subscription) ? longest(hold) : hold;
  }

  /** Whether the events of a key may lie on several topics. */
  public static boolean overSeveralTopics(Subscription subscription) {
    return subscription.topics().filter(TopicChoice::perType).isPresent();
  }

  /** How long an event waits if it is unknown what may still arrive on other topics. */
  public static Duration longest(Duration hold) {
    return hold.multipliedBy(MOST_HOLDS);
  }
}
