/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

/**
 * What of a tenant waits at a subscription and needs somebody.
 *
 * @param parkedKeys keys that stand still
 * @param parkedEvents events of these keys, and unreadable records; counted up to 100,000
 * @param openGaps ranges of sequences that are missing
 */
public record SubscriptionBacklog(long parkedKeys, long parkedEvents, long openGaps) {

  /** Nothing waits. */
  public static final SubscriptionBacklog NONE = new SubscriptionBacklog(0, 0, 0);
}
