/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiFunction;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.Cursor;

/** Stores a subscription's cursors, receipts, parked events and gaps. */
public interface SubscriptionStore {

  /**
   * Works in one transaction; commits it if the work succeeds and rolls it back if it fails.
   *
   * @param keys their cursors are locked first, in order, until the transaction ends; keys without
   *     a cursor get one
   * @param work receives the transaction and the cursor of each key
   * @return fails with the work's failure, or because the transaction could not begin or commit.
   *     After a failed commit it is unknown whether it took effect
   */
  <T> Future<T> inTransaction(
      TenantId tenant,
      SortedSet<StreamKey> keys,
      BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work);

  /** Number of parked events of a key. */
  Future<Long> parked(TenantId tenant, StreamKey key);

  /**
   * Stopped keys that can resume without an operator: their first parked event is not poison, and
   * the event that it waited for has arrived or is passed over now.
   *
   * @param most at least 1
   */
  Future<List<StreamKey>> releasable(TenantId tenant, int most);
}
