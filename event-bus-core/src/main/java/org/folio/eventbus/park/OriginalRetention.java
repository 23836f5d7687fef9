/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Set;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.tenant.TenantSweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the originals of events that operators discarded or edited, after their retention time.
 * They hold payloads. They are few, so rows are deleted, unlike the days of journal and receipts.
 * Used on one context only.
 */
public final class OriginalRetention {

  private static final Logger LOG = LoggerFactory.getLogger(OriginalRetention.class);

  // The retention time is in days, so an hour more does not matter.
  private static final Duration INTERVAL = Duration.ofHours(1);

  // An edited event that still waits is shown as edited, and may have to be edited back.
  private static final String FORGET =
      """
      DELETE FROM "%1$s".event_original AS original
       WHERE replaced_at < now() - $1 * interval '1 day'
         AND NOT EXISTS (SELECT 1 FROM "%1$s".event_parked AS parked
                          WHERE parked.subscription = original.subscription
                            AND parked.event_id = original.event_id)
      """;

  private final Pool pool;
  private final ModuleSchema module;
  private final int days;
  private final TenantSweep sweep;

  /**
   * Checks no tenant before {@link #tenants}.
   *
   * @param days how long originals are kept, at least 1
   */
  public OriginalRetention(
      Timeline timeline, ProgressWatch watch, Pool pool, ModuleSchema module, int days) {
    this.pool = pool;
    this.module = module;
    this.days = days;
    this.sweep = new TenantSweep(timeline, watch, INTERVAL, "Forgetting originals", this::forget);
  }

  /**
   * Changes the tenants whose originals are checked, and checks at once: a process may not live an
   * hour.
   */
  public void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
    enabled.forEach(sweep::soon);
  }

  /** Stops the checks. */
  public void close() {
    sweep.close();
  }

  private Future<?> forget(TenantId tenant) {
    return pool.preparedQuery(FORGET.formatted(module.of(tenant)))
        .execute(Tuple.of((double) days))
        .onFailure(
            cause ->
                LOG.warn(
                    "{} Expired originals of tenant {} were not removed and stay for another hour: {}",
                    LogCode.RETENTION_FAILED,
                    tenant,
                    cause.getMessage()));
  }
}
