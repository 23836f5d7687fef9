/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

/**
 * The events of a tenant that wait at a subscription and need an operator.
 *
 * @param parkedKeys number of keys with parked events
 * @param parkedEvents events of these keys, and unreadable records; counted up to 100,000
 * @param openGaps number of ranges of missing sequences
 */
public record SubscriptionBacklog(long parkedKeys, long parkedEvents, long openGaps) {

  /** Nothing waits. */
  public static final SubscriptionBacklog NONE = new SubscriptionBacklog(0, 0, 0);
}
