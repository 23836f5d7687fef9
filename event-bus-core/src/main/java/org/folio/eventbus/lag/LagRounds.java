/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lag;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.tenant.TenantSweep;

/** Notes the lag of each tenant's subscriptions periodically. Used on one context only. */
public final class LagRounds {

  // Finds a peak that lasts a minute, and costs a small statement.
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Pool pool;
  private final ModuleSchema module;
  private final String instance;
  private final Function<TenantId, Future<List<SubscriptionStatus>>> statuses;
  private final TenantSweep sweep;

  /**
   * Notes nothing before {@link #tenants}.
   *
   * @param instance name of this process
   * @param statuses the state of a tenant's subscriptions in this process
   */
  public LagRounds(
      Timeline timeline,
      ProgressWatch watch,
      Pool pool,
      ModuleSchema module,
      String instance,
      Function<TenantId, Future<List<SubscriptionStatus>>> statuses) {
    this.pool = pool;
    this.module = module;
    this.instance = instance;
    this.statuses = statuses;
    this.sweep = new TenantSweep(timeline, watch, INTERVAL, "Noting the lag", this::note);
  }

  /** Changes the tenants. */
  public void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Notes nothing any more. */
  public void close() {
    sweep.close();
  }

  /** Notes the lag of a tenant now. An instance without partitions does not know it. */
  public Future<Void> note(TenantId tenant) {
    return statuses
        .apply(tenant)
        .map(all -> all.stream().filter(one -> one.partitions() > 0).toList())
        .compose(
            reading ->
                reading.isEmpty()
                    ? Future.succeededFuture()
                    : LagTable.note(pool, module.of(tenant), instance, reading));
  }
}
