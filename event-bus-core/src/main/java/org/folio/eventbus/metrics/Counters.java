/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;

/** Counters of one name, created on first use. Safe for use by several threads. */
public final class Counters {

  private final MeterRegistry registry;
  private final TenantTags tenants;
  private final String name;
  private final String description;
  private final Tags common;
  // Finding a meter in a registry costs more than counting.
  private final Map<List<String>, Counter> known = new ConcurrentHashMap<>();

  public Counters(
      MeterRegistry registry, TenantTags tenants, String name, String description, Tags common) {
    this.registry = registry;
    this.tenants = tenants;
    this.name = name;
    this.description = description;
    this.common = common;
  }

  /** Adds to the counter of a tenant. */
  public void add(TenantId tenant, double amount) {
    counter(List.of(MetricNames.TENANT, tenants.of(tenant.value()))).increment(amount);
  }

  /** Adds to the counter of a tenant and the value of one more tag. */
  public void add(TenantId tenant, String tag, String value, double amount) {
    counter(List.of(MetricNames.TENANT, tenants.of(tenant.value()), tag, value)).increment(amount);
  }

  private Counter counter(List<String> tags) {
    return known.computeIfAbsent(
        tags,
        absent ->
            Counter.builder(name)
                .description(description)
                .tags(common.and(tags.toArray(String[]::new)))
                .register(registry));
  }
}
