/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.time.Duration;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TopicChoice;

/** How long an event waits for its predecessors. */
final class Hold {

  // Times the hold time, which begins anew while older events are still to come on other topics. A
  // producer whose clock is wrong must not keep a gap from being noticed for ever.
  private static final int MOST_HOLDS = 20;

  private Hold() {}

  /** How long a parked event waits for what is missing before it. */
  static Duration of(Subscription subscription) {
    // What is missing here may lie unread on another topic.
    Duration hold = subscription.policy().hold();
    return overSeveralTopics(subscription) ? longest(hold) : hold;
  }

  /** Whether the events of a key may lie on several topics. */
  static boolean overSeveralTopics(Subscription subscription) {
    return subscription.topics().filter(TopicChoice::perType).isPresent();
  }

  /** How long an event waits where nobody knows what is still to come on other topics. */
  static Duration longest(Duration hold) {
    return hold.multipliedBy(MOST_HOLDS);
  }
}
