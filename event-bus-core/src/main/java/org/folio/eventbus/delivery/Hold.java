/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.time.Duration;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TopicChoice;

/** How long an event waits for its predecessors. */
public final class Hold {

  // Times the hold time, which begins anew while older events are still to come on other topics. A
  // producer whose clock is wrong must not keep a gap from being noticed for ever.
  private static final int MOST_HOLDS = 20;

  private Hold() {}

  /** How long a parked event waits for what is missing before it. */
  public static Duration of(Subscription subscription) {
    // What is missing here may lie unread on another topic.
    Duration hold = subscription.policy().hold();
    return overSeveralTopics(subscription) ? longest(hold) : hold;
  }

  /** Whether the events of a key may lie on several topics. */
  public static boolean overSeveralTopics(Subscription subscription) {
    return subscription.topics().filter(TopicChoice::perType).isPresent();
  }

  /** How long an event waits where nobody knows what is still to come on other topics. */
  public static Duration longest(Duration hold) {
    return hold.multipliedBy(MOST_HOLDS);
  }
}
