/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import org.folio.eventbus.TenantId;

/**
 * Hears of what a subscription does. Methods are called on the subscription's context and return at
 * once; those without a body here do nothing.
 */
public interface SubscriptionMeter {

  /** Measures nothing. */
  SubscriptionMeter NONE = new SubscriptionMeter() {};

  /**
   * Events by outcome is durable.
   *
   * @param outcome as in the receipt, or {@code UNREADABLE} for records that are no events
   */
  default void events(TenantId tenant, String outcome, long events) {}

  /** What happened to missing sequences is durable. */
  default void gaps(TenantId tenant, GapChange change, long sequences) {}

  /**
   * An attempt at a batch has ended.
   *
   * @param committed whether it was committed; a batch that was split has one attempt per part
   */
  default void batch(int deliveries, long nanos, boolean committed) {}

  /**
   * The effect of an event is committed.
   *
   * @param millis since its record was sent
   */
  default void applied(long millis) {}

  /** A batch failed for a passing cause and will be repeated. */
  default void repeated(TenantId tenant) {}

  /** How things stand, about once a second. */
  default void observed(SubscriptionState state) {}

  /** How many partitions no member of the group reads, every few seconds. */
  default void unreadPartitions(int partitions) {}

  /** Nothing more will come. */
  default void close() {}
}
