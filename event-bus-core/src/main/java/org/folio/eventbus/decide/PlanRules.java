/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.Set;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;

/**
 * The fixed rules of a subscription.
 *
 * @param types the types that it handles
 * @param onGap what it does if a sequence is missing longer than the hold time
 * @param fromFirstSeen whether a key begins with the first event that the subscription sees
 */
public record PlanRules(Set<String> types, SubscriptionPolicy.OnGap onGap, boolean fromFirstSeen) {

  /** Rules for keys that begin with sequence 1. */
  public PlanRules(Set<String> types, SubscriptionPolicy.OnGap onGap) {
    this(types, onGap, false);
  }

  public static PlanRules of(Subscription subscription) {
    return new PlanRules(
        subscription.types(), subscription.policy().onGap(), subscription.policy().fromFirstSeen());
  }

  /** The same rules, except that missing sequences are passed over. */
  public PlanRules passing() {
    return new PlanRules(types, SubscriptionPolicy.OnGap.APPLY, fromFirstSeen);
  }
}
