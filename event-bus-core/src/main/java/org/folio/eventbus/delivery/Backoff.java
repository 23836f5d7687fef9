/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.folio.eventbus.SubscriptionPolicy;

/**
 * Pauses between attempts: doubled each time, with jitter so that instances do not retry in step.
 */
public final class Backoff {

  // After this many doublings every pause is the longest.
  private static final int MOST_DOUBLINGS = 20;

  private Backoff() {}

  /**
   * The pause after a failure.
   *
   * @param failures number of failures before this one
   */
  public static Duration pause(int failures, SubscriptionPolicy policy, RandomGenerator chance) {
    long doubled = policy.firstRetry().toMillis() << Math.min(failures, MOST_DOUBLINGS);
    long most = Math.max(1, Math.min(doubled, policy.longestRetry().toMillis()));
    return Duration.ofMillis(chance.nextLong(most / 2, most) + 1);
  }
}
