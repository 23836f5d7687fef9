/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.Cursor;

/**
 * A store that begins no transaction for a tenant that is not served, so that work of many
 * transactions ends when the tenant does.
 */
public record ServedTenantsStore(SubscriptionStore store, Predicate<TenantId> served)
    implements SubscriptionStore {

  @Override
  public <T> Future<T> inTransaction(
      TenantId tenant,
      SortedSet<StreamKey> keys,
      BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work) {
    return served.test(tenant)
        ? store.inTransaction(tenant, keys, work)
        : Future.failedFuture(
            new IllegalStateException("The module does not work for tenant " + tenant));
  }

  @Override
  public Future<Long> parked(TenantId tenant, StreamKey key) {
    return store.parked(tenant, key);
  }

  @Override
  public Future<List<StreamKey>> releasable(TenantId tenant, int most) {
    return store.releasable(tenant, most);
  }
}
