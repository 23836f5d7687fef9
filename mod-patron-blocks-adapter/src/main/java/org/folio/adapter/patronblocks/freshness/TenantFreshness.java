/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

/**
 * Gaps of a tenant that cannot be assigned to one patron.
 *
 * @param unassigned parked, missing or poison events of an unknown patron: those of unknown
 *     accounts, unreadable ones, and those of native topics
 * @param missing sent events, according to the producers, that have not arrived
 * @param problems why subscriptions of this instance do not work, and whether the tenant has
 *     disabled the module
 */
public record TenantFreshness(long unassigned, long missing, long problems) {

  boolean isComplete() {
    return unassigned + missing + problems == 0;
  }
}
