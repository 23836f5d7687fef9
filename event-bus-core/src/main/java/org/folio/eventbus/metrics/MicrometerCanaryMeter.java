/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;

/** Shows the latency of the last canaries; for several tenants under one name, the worst. */
final class MicrometerCanaryMeter implements CanaryMeter {

  private static final double MILLIS = 1_000.0;

  private final TenantTags tenants;
  private final SeriesGauge lateness;
  private final SeriesGauge age;
  private Map<Tags, Double> latenesses = new HashMap<>();
  private Map<Tags, Double> ages = new HashMap<>();

  MicrometerCanaryMeter(MeterRegistry registry, TenantTags tenants) {
    this.tenants = tenants;
    this.lateness =
        new SeriesGauge(
            registry,
            MetricNames.CANARY_LATENESS,
            MetricNames.SECONDS,
            "From the publication of the last canary to its receipt");
    this.age =
        new SeriesGauge(
            registry,
            MetricNames.CANARY_AGE,
            MetricNames.SECONDS,
            "Since the receipt of the last canary");
  }

  @Override
  public void seen(
      TenantId tenant, String subscription, String stream, Duration late, Duration old) {
    Tags tags =
        Tags.of(
            MetricNames.SUBSCRIPTION,
            subscription,
            MetricNames.STREAM,
            stream,
            MetricNames.TENANT,
            tenants.of(tenant.value()));
    latenesses.merge(tags, late.toMillis() / MILLIS, Math::max);
    ages.merge(tags, old.toMillis() / MILLIS, Math::max);
  }

  @Override
  public void roundEnded() {
    lateness.show(latenesses);
    age.show(ages);
    latenesses = new HashMap<>();
    ages = new HashMap<>();
  }
}
