/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.Set;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.outbox.Publishing;
import org.jspecify.annotations.Nullable;

/** The metrics of one bus; without a registry, none. */
public final class BusMeters {

  /** Negligible for databases with hundreds of tenants; alerts wait for some minutes anyway. */
  public static final Duration DATABASE_INTERVAL = Duration.ofSeconds(15);

  private final @Nullable MeterRegistry registry;
  private final Duration databaseInterval;
  private final TenantTags tenantTags = new TenantTags(TenantTags.MOST_NAMED);
  private final RelayMeter relay;
  private final @Nullable Counters published;
  private @Nullable DatabaseGauges gauges;
  private @Nullable StandstillGauges standstills;

  /**
   * Meters in a registry.
   *
   * @param registry null measures nothing
   * @param databaseInterval time between two queries of the tables of all tenants
   */
  public BusMeters(@Nullable MeterRegistry registry, Duration databaseInterval) {
    this.registry = registry;
    this.databaseInterval = databaseInterval;
    this.relay =
        registry == null ? RelayMeter.NONE : new MicrometerRelayMeter(registry, tenantTags);
    this.published =
        registry == null
            ? null
            : new Counters(
                registry,
                tenantTags,
                MetricNames.PUBLISHED,
                "Events stored in the outbox",
                Tags.empty());
  }

  /** Counts stored events. */
  public Publishing publishing(Publishing publishing) {
    return published == null ? publishing : new MeteredPublishing(publishing, published);
  }

  /** The meter of the producing side. */
  public RelayMeter relay() {
    return relay;
  }

  /** The meter of canaries. */
  public CanaryMeter canaries() {
    return registry == null ? CanaryMeter.NONE : new MicrometerCanaryMeter(registry, tenantTags);
  }

  /** A meter for a subscription. */
  public SubscriptionMeter subscription(Subscription subscription) {
    return registry == null
        ? SubscriptionMeter.NONE
        : new MicrometerSubscriptionMeter(registry, tenantTags, subscription);
  }

  /**
   * Starts querying the tables of the tenants, and shows standstills.
   *
   * @param timeline calls back on the context on which the methods below are called
   * @param publishes whether the module has an outbox
   */
  public void look(
      Timeline timeline,
      ProgressWatch watch,
      SqlClient client,
      ModuleSchema module,
      boolean publishes) {
    if (registry != null) {
      standstills = new StandstillGauges(registry, watch);
      gauges =
          new DatabaseGauges(
              registry,
              tenantTags,
              new DatabaseGauges.Rhythm(timeline, watch, databaseInterval),
              client,
              module,
              publishes);
    }
  }

  /** Changes the tenants whose tables are queried. */
  public void tenants(Set<TenantId> enabled) {
    if (gauges != null) {
      gauges.tenants(enabled);
    }
  }

  /** Stops the queries. Safe for use by several threads. */
  public Future<Void> close() {
    if (standstills != null) {
      standstills.close();
    }
    return gauges == null ? Future.succeededFuture() : gauges.close();
  }
}
