/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;

/** Counts findings. Safe for use by several threads. */
public final class WitnessMeter {

  /** Counter: findings. Tags tenant, kind. */
  static final String FINDINGS = "eventbus.witness.findings";

  /** Counter: events published in place of missing ones. Tag tenant. */
  static final String DERIVED = "eventbus.witness.derived";

  private static final String KIND = "kind";

  private final Optional<MeterRegistry> registry;
  private final TenantTags tenants = new TenantTags(TenantTags.MOST_NAMED);

  /** Counts in a registry, or not at all. */
  WitnessMeter(Optional<MeterRegistry> registry) {
    this.registry = registry;
  }

  public void found(TenantId tenant, FindingKind kind, int count) {
    registry.ifPresent(
        all ->
            Counter.builder(FINDINGS)
                .description("Events that are missing or unfounded")
                .tag(MetricNames.TENANT, tenants.of(tenant.value()))
                .tag(KIND, kind.name().toLowerCase(Locale.ROOT))
                .register(all)
                .increment(count));
  }

  public void derived(TenantId tenant, long count) {
    if (count > 0) {
      registry.ifPresent(
          all ->
              Counter.builder(DERIVED)
                  .description("Events published in place of missing ones")
                  .tag(MetricNames.TENANT, tenants.of(tenant.value()))
                  .register(all)
                  .increment(count));
    }
  }
}
