/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import org.folio.eventbus.TenantId;

/**
 * Measures a subscription. Methods are called on the subscription's context and return at once;
 * those without a body here do nothing.
 */
public interface SubscriptionMeter {

  /** Measures nothing. */
  SubscriptionMeter NONE = new SubscriptionMeter() {};

  /**
   * The outcome of events is durable.
   *
   * @param outcome as in the receipt, or {@code UNREADABLE} for records that cannot be read as
   *     events
   */
  default void events(TenantId tenant, String outcome, long events) {}

  /** A change of missing sequences is durable. */
  default void gaps(TenantId tenant, GapChange change, long sequences) {}

  /**
   * An attempt at a batch has ended.
   *
   * @param committed whether it was committed; a split batch has one attempt per part
   */
  default void batch(int deliveries, long nanos, boolean committed) {}

  /**
   * The effect of an event is committed.
   *
   * @param millis time since its record was sent
   */
  default void applied(long millis) {}

  /** A batch failed with a transient error and will be retried. */
  default void repeated(TenantId tenant) {}

  /** The state, about once a second. */
  default void observed(SubscriptionState state) {}

  /** Number of partitions without a reader, every few seconds. */
  default void unreadPartitions(int partitions) {}

  /** No further call follows. */
  default void close() {}
}
