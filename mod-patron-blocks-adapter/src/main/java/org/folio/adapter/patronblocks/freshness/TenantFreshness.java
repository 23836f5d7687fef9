/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

/**
 * What is missing in a tenant and cannot be told to be of one patron.
 *
 * @param unassigned events that are parked, missing or poison, and whose patron is not known: those
 *     of accounts that nobody has heard of before, unreadable ones, and those of native topics
 * @param missing events that were sent, as the producers say, and have not arrived
 * @param problems what keeps subscriptions of this instance from working, and that the tenant has
 *     disabled the module
 */
public record TenantFreshness(long unassigned, long missing, long problems) {

  boolean isComplete() {
    return unassigned + missing + problems == 0;
  }
}
