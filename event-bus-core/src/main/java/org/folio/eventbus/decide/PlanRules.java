/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.Set;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;

/**
 * What a subscription has decided beforehand.
 *
 * @param types the types that it handles
 * @param onGap what it does when a sequence is missing for too long
 * @param fromFirstSeen whether a key begins with the first of its events that is seen
 */
public record PlanRules(Set<String> types, SubscriptionPolicy.OnGap onGap, boolean fromFirstSeen) {

  /** Rules by which each key begins with its first number. */
  public PlanRules(Set<String> types, SubscriptionPolicy.OnGap onGap) {
    this(types, onGap, false);
  }

  public static PlanRules of(Subscription subscription) {
    return new PlanRules(
        subscription.types(), subscription.policy().onGap(), subscription.policy().fromFirstSeen());
  }

  /** The same, but a missing sequence is passed over. */
  public PlanRules passing() {
    return new PlanRules(types, SubscriptionPolicy.OnGap.APPLY, fromFirstSeen);
  }
}
