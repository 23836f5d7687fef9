/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.folio.eventbus.base.metrics.MetricNames;

/**
 * One metric whose series come and go. A series keeps its meter while it is shown. Micrometer's own
 * {@code MultiGauge} registers all of them anew each time; a concurrent scrape then meets one twice
 * and fails. Used on one thread at a time.
 */
final class SeriesGauge {

  private final MeterRegistry registry;
  private final String name;
  private final String unit;
  private final String description;
  private final Map<Tags, Shown> shown = new HashMap<>();

  private record Shown(Meter.Id id, AtomicReference<Double> value) {}

  /**
   * Shows no series yet.
   *
   * @param name one of {@link MetricNames}
   */
  SeriesGauge(MeterRegistry registry, String name, String unit, String description) {
    this.registry = registry;
    this.name = name;
    this.unit = unit;
    this.description = description;
  }

  /** Shows exactly these series. */
  void show(Map<Tags, Double> values) {
    Set<Tags> gone = new HashSet<>(shown.keySet());
    gone.removeAll(values.keySet());
    gone.forEach(tags -> registry.remove(Objects.requireNonNull(shown.remove(tags)).id()));
    values.forEach((tags, value) -> shown.computeIfAbsent(tags, this::register).value().set(value));
  }

  private Shown register(Tags tags) {
    AtomicReference<Double> value = new AtomicReference<>(0.0);
    Gauge gauge =
        Gauge.builder(name, value::get)
            .description(description)
            .baseUnit(unit)
            .tags(tags)
            .register(registry);
    return new Shown(gauge.getId(), value);
  }
}
