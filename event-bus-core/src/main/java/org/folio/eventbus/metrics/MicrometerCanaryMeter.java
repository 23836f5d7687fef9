/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;

/** Shows how late the last canaries were; of several tenants under one name, the worst. */
final class MicrometerCanaryMeter implements CanaryMeter {

  private static final double MILLIS = 1_000.0;

  private final TenantTags tenants;
  private final MultiGauge lateness;
  private final MultiGauge age;
  private Map<Tags, Double> latenesses = new HashMap<>();
  private Map<Tags, Double> ages = new HashMap<>();

  MicrometerCanaryMeter(MeterRegistry registry, TenantTags tenants) {
    this.tenants = tenants;
    this.lateness =
        MultiGauge.builder(MetricNames.CANARY_LATENESS)
            .description("From the publication of the last canary to its receipt")
            .baseUnit(MetricNames.SECONDS)
            .register(registry);
    this.age =
        MultiGauge.builder(MetricNames.CANARY_AGE)
            .description("Since the receipt of the last canary")
            .baseUnit(MetricNames.SECONDS)
            .register(registry);
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
    lateness.register(rows(latenesses), true);
    age.register(rows(ages), true);
    latenesses = new HashMap<>();
    ages = new HashMap<>();
  }

  private static List<MultiGauge.Row<?>> rows(Map<Tags, Double> values) {
    return values.entrySet().stream()
        .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
        .toList();
  }
}
