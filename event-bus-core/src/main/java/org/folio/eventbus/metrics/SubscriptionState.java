/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

/**
 * The state of a subscription in this process.
 *
 * @param partitions number of partitions that it reads
 * @param inMemory number of events that were read and are not finished
 * @param unread lag: number of records on these partitions that were not read, some seconds ago
 * @param oldestMillis age of the oldest event in memory; 0 if there is none
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
