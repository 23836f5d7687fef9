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

/** Where a subscription keeps its cursors, receipts, parked events and gaps. */
public interface SubscriptionStore {

  /**
   * Works in one transaction, which is committed if the work succeeds and rolled back if it fails.
   *
   * @param keys whose cursors are locked first, in their order, until the transaction ends; keys
   *     without a cursor get one
   * @param work gets the transaction and the cursor of each key
   * @return fails with what the work failed with, or because the transaction could not be begun or
   *     committed. Whether a commit that failed has taken place is not known
   */
  <T> Future<T> inTransaction(
      TenantId tenant,
      SortedSet<StreamKey> keys,
      BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work);

  /** Number of parked events of a key. */
  Future<Long> parked(TenantId tenant, StreamKey key);

  /**
   * Keys that stand still and can go on by themselves: their first parked event is not poison, and
   * what it waited for has come, or is passed over now.
   *
   * @param most at least 1
   */
  Future<List<StreamKey>> releasable(TenantId tenant, int most);
}
