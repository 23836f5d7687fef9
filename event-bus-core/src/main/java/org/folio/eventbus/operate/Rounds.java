/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.canary.CanaryRounds;
import org.folio.eventbus.canary.PostgresCanaries;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.lag.LagRounds;
import org.folio.eventbus.metrics.CanaryMeter;
import org.folio.eventbus.park.OriginalRetention;

/**
 * Periodic work for each enabled tenant. Used on one context only.
 *
 * @param canaries publishes canaries and checks their arrival
 * @param originals deletes originals after their retention time
 * @param lag notes the lag of subscriptions
 */
public record Rounds(CanaryRounds canaries, OriginalRetention originals, LagRounds lag) {

  /**
   * The periodic work for the tenants of a module.
   *
   * @param statuses the state of a tenant's subscriptions in this process
   */
  public static Rounds of(
      Timeline timeline,
      BusContext bus,
      PostgresCanaries canaries,
      CanaryMeter meter,
      Function<TenantId, Future<List<SubscriptionStatus>>> statuses) {
    return new Rounds(
        new CanaryRounds(timeline, bus.watch(), canaries, meter),
        new OriginalRetention(
            timeline,
            bus.watch(),
            bus.database().pool(),
            bus.module(),
            bus.settings().originalDays()),
        new LagRounds(
            timeline, bus.watch(), bus.database().pool(), bus.module(), bus.instance(), statuses));
  }

  /** Changes the tenants. */
  public void tenants(Set<TenantId> enabled) {
    canaries.tenants(enabled);
    originals.tenants(enabled);
    lag.tenants(enabled);
  }

  /** Starts no further work. */
  public void close() {
    canaries.close();
    originals.close();
    lag.close();
  }
}
