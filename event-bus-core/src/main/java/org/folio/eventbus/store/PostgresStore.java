/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.handler.HandlerWork;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.park.ParkedTable;

/** A subscription's tables in the module's PostgreSQL. */
public final class PostgresStore implements SubscriptionStore {

  private final ModuleDatabase database;
  private final Function<TenantId, String> schemas;
  private final Subscription subscription;
  private final String instance;
  private final HandlerWork handler;
  private final SubscriptionMeter meter;

  /**
   * @param schemas the schema of each tenant
   */
  public PostgresStore(
      ModuleDatabase database,
      Function<TenantId, String> schemas,
      Subscription subscription,
      String instance,
      HandlerWork handler,
      SubscriptionMeter meter) {
    this.database = database;
    this.schemas = schemas;
    this.subscription = subscription;
    this.instance = instance;
    this.handler = handler;
    this.meter = meter;
  }

  @Override
  public <T> Future<T> inTransaction(
      TenantId tenant,
      SortedSet<StreamKey> keys,
      BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work) {
    String schema = schemas.apply(tenant);
    Tally tally = new Tally();
    return database
        .partitions()
        .ensure(schema, ReceiptTable.NAME)
        .compose(
            ready ->
                database
                    .pool()
                    .withConnection(
                        connection ->
                            inTransaction(
                                connection,
                                schema,
                                keys,
                                cursors ->
                                    work.apply(
                                        new PostgresTransaction(
                                            connection,
                                            tenant,
                                            schema,
                                            subscription,
                                            instance,
                                            handler,
                                            tally),
                                        cursors))))
        .onSuccess(committed -> tally.report(tenant, meter));
  }

  // Sends the lock together with BEGIN, which saves each batch a round trip. The work starts only
  // after both have succeeded, because a lock without a transaction is void.
  private <T> Future<T> inTransaction(
      SqlConnection connection,
      String schema,
      SortedSet<StreamKey> keys,
      Function<Map<StreamKey, Cursor>, Future<T>> work) {
    Future<Transaction> begun = connection.begin();
    Future<Map<StreamKey, Cursor>> cursors =
        CursorTable.lock(connection, schema, subscription.name(), keys);
    return Future.join(begun, cursors)
        .compose(both -> work.apply(cursors.result()))
        .compose(
            result -> begun.result().commit().map(result),
            cause ->
                begun
                    .compose(Transaction::rollback)
                    .transform(rolledBack -> Future.failedFuture(cause)));
  }

  @Override
  public Future<Long> parked(TenantId tenant, StreamKey key) {
    return ParkedTable.count(database.pool(), schemas.apply(tenant), subscription.name(), key);
  }

  @Override
  public Future<List<StreamKey>> releasable(TenantId tenant, int most) {
    return ParkedTable.releasable(
        database.sweeps(),
        schemas.apply(tenant),
        subscription.name(),
        most,
        Hold.of(subscription),
        subscription.policy().onGap() == SubscriptionPolicy.OnGap.APPLY);
  }
}
