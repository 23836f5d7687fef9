/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.junit.jupiter.api.Test;

/** The number of time series is bounded for any number of tenants. */
class CountersTest {

  private static final int MANY = 1_000;

  @Test
  void countersOfAThousandTenantsAreAHundredAndOneAndLoseNothing() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Counters counters =
        new Counters(
            registry,
            new TenantTags(TenantTags.MOST_NAMED),
            MetricNames.REFUSED,
            "Events",
            Tags.empty());

    for (int i = 0; i < MANY; i++) {
      counters.add(new TenantId("t" + i), MetricNames.STREAM, "circulation.loan-events", 2);
    }

    assertThat(registry.getMeters()).hasSize(TenantTags.MOST_NAMED + 1);
    assertThat(registry.get(MetricNames.REFUSED).tag(MetricNames.TENANT, "t99").counter().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get(MetricNames.REFUSED)
                .tag(MetricNames.TENANT, MetricNames.OTHER_TENANTS)
                .counter()
                .count())
        .isEqualTo(2.0 * (MANY - TenantTags.MOST_NAMED));
  }
}
