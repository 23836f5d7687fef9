/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.folio.eventbus.base.metrics.MetricNames;
import org.junit.jupiter.api.Test;

/** A scrape may come between any two changes of a gauge. */
class SeriesGaugeTest {

  private static final Tags STAYS = Tags.of(MetricNames.TENANT, "diku");
  private static final Tags GOES = Tags.of(MetricNames.TENANT, "gone");
  private static final Tags COMES = Tags.of(MetricNames.TENANT, "new");

  @Test
  void seriesThatStaysIsTheSameMeterAndWhatIsNotShownIsGone() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SeriesGauge gauge = new SeriesGauge(registry, MetricNames.OUTBOX, MetricNames.EVENTS, "Events");
    gauge.show(Map.of(STAYS, 1.0, GOES, 2.0));
    Gauge before = registry.get(MetricNames.OUTBOX).tags(STAYS).gauge();

    gauge.show(Map.of(STAYS, 3.0, COMES, 4.0));

    assertThat(registry.get(MetricNames.OUTBOX).tags(STAYS).gauge()).isSameAs(before);
    assertThat(before.value()).isEqualTo(3);
    assertThat(registry.get(MetricNames.OUTBOX).tags(COMES).gauge().value()).isEqualTo(4);
    assertThat(registry.getMeters()).hasSize(2);
  }
}
