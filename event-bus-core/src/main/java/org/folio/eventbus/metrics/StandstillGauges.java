/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;

/** Shows for each kind of mover how long the longest standstill has lasted. */
final class StandstillGauges {

  private final MeterRegistry registry;
  private final List<Gauge> gauges = new ArrayList<>();

  StandstillGauges(MeterRegistry registry, ProgressWatch watch) {
    this.registry = registry;
    for (MoverKind kind : MoverKind.values()) {
      gauges.add(
          Gauge.builder(MetricNames.STANDSTILL, watch, one -> one.longestSeconds(kind))
              .description("How long the longest standstill has lasted")
              .baseUnit(MetricNames.SECONDS)
              .tag(MetricNames.MOVER, kind.tag())
              .strongReference(true)
              .register(registry));
    }
  }

  // A later bus with the same registry has gauges of its own.
  void close() {
    gauges.forEach(registry::remove);
  }
}
