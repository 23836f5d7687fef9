/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.util.Set;
import org.folio.eventbus.OnGap;
import org.folio.eventbus.Subscription;

/**
 * What a subscription has decided beforehand.
 *
 * @param types the types that it handles
 * @param onGap what it does when a sequence is missing for too long
 */
record PlanRules(Set<String> types, OnGap onGap) {

  static PlanRules of(Subscription subscription) {
    return new PlanRules(subscription.types(), subscription.policy().onGap());
  }
}
