/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

/**
 * How a subscription of this process stands.
 *
 * @param partitions number of partitions that it reads
 * @param inMemory number of events that were read and are not finished
 * @param unread number of records on these partitions that were not read, some seconds ago
 * @param oldestMillis since the oldest event in memory was sent; 0 if there is none
 */
public record SubscriptionState(int partitions, int inMemory, long unread, long oldestMillis) {

  /** A subscription that reads nothing. */
  public static final SubscriptionState IDLE = new SubscriptionState(0, 0, 0, 0);

  double lag() {
    return (double) inMemory + unread;
  }

  double oldestSeconds() {
    return oldestMillis / 1_000.0;
  }
}
