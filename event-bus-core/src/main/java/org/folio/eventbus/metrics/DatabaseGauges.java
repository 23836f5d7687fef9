/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.tenant.TenantSweep;

/**
 * Looks slowly at what waits in the tables of each tenant, one tenant after another with one
 * statement each; so it takes one connection at a time, for a moment. Used on one context only.
 */
final class DatabaseGauges {

  private final SqlClient client;
  private final ModuleSchema module;
  private final boolean publishes;
  private final TenantTags tags;
  private final Timeline timeline;
  private final Map<String, MultiGauge> gauges = new HashMap<>();
  private final TenantSweep sweep;
  private Map<Series, Double> found = new HashMap<>();
  private boolean closed;

  /**
   * When it looks.
   *
   * @param interval between two rounds
   */
  record Rhythm(Timeline timeline, ProgressWatch watch, Duration interval) {}

  /**
   * Looks at no tenant before {@link #tenants}.
   *
   * @param publishes whether the outbox is of interest
   */
  DatabaseGauges(
      MeterRegistry registry,
      TenantTags tags,
      Rhythm rhythm,
      SqlClient client,
      ModuleSchema module,
      boolean publishes) {
    this.client = client;
    this.module = module;
    this.publishes = publishes;
    this.tags = tags;
    this.timeline = rhythm.timeline();
    add(registry, MetricNames.OUTBOX, MetricNames.EVENTS, "Events that are not on Kafka yet");
    add(registry, MetricNames.OUTBOX_AGE, MetricNames.SECONDS, "Age of the oldest of them");
    add(registry, MetricNames.PARKED, MetricNames.EVENTS, "Parked events");
    add(registry, MetricNames.GAPS, MetricNames.EVENTS, "Missing sequences");
    this.sweep =
        new TenantSweep(
            rhythm.timeline(),
            rhythm.watch(),
            rhythm.interval(),
            "Counting what waits",
            this::look,
            this::showFound);
  }

  /** Changes whose tables are looked at. */
  void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Looks no more, and shows nothing. May be called from any thread. */
  Future<Void> close() {
    return Future.future(
        done ->
            timeline.after(
                Duration.ZERO,
                () -> {
                  closed = true;
                  sweep.close();
                  show(Map.of());
                  done.complete();
                }));
  }

  private record Series(String name, Tags tags) {}

  private void showFound() {
    if (!closed) {
      show(found);
    }
    found = new HashMap<>();
  }

  // A tenant that cannot be read is not shown, which tells more than what was true once.
  private Future<?> look(TenantId tenant) {
    return Standing.read(client, module.of(tenant))
        .onSuccess(standings -> standings.forEach(each -> note(tenant, each)));
  }

  private void note(TenantId tenant, Standing standing) {
    Tags owner = Tags.of(MetricNames.TENANT, tags.of(tenant.value()));
    Tags subscription = owner.and(MetricNames.SUBSCRIPTION, standing.subscription());
    switch (standing.table()) {
      case OUTBOX -> {
        if (publishes) {
          found.merge(new Series(MetricNames.OUTBOX, owner), standing.events(), Double::sum);
          found.merge(new Series(MetricNames.OUTBOX_AGE, owner), standing.age(), Math::max);
        }
      }
      case PARKED ->
          found.merge(new Series(MetricNames.PARKED, subscription), standing.events(), Double::sum);
      case GAP ->
          found.merge(
              new Series(MetricNames.GAPS, subscription.and(MetricNames.STATE, standing.state())),
              standing.events(),
              Double::sum);
    }
  }

  private void show(Map<Series, Double> values) {
    Map<String, List<MultiGauge.Row<?>>> rows = new HashMap<>();
    gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
    values.forEach(
        (series, value) -> rows.get(series.name()).add(MultiGauge.Row.of(series.tags(), value)));
    gauges.forEach((name, gauge) -> gauge.register(rows.get(name), true));
  }

  private void add(MeterRegistry registry, String name, String unit, String description) {
    gauges.put(
        name, MultiGauge.builder(name).description(description).baseUnit(unit).register(registry));
  }
}
