/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.tenant.TenantSweep;

/**
 * Queries the backlog in the tables of each tenant slowly, one tenant after another with one
 * statement each; so it uses one connection at a time, briefly. Used on one context only.
 */
final class DatabaseGauges {

  private final SqlClient client;
  private final ModuleSchema module;
  private final boolean publishes;
  private final TenantTags tags;
  private final Timeline timeline;
  private final Map<String, SeriesGauge> gauges = new HashMap<>();
  private final TenantSweep sweep;
  private Map<String, Map<Tags, Double>> found = new HashMap<>();
  private boolean closed;

  /**
   * The timing of the queries.
   *
   * @param interval time between two rounds
   */
  record Rhythm(Timeline timeline, ProgressWatch watch, Duration interval) {}

  /**
   * Queries no tenant before {@link #tenants}.
   *
   * @param publishes whether to query the outbox
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

  /** Changes the tenants whose tables are queried. */
  void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Stops the queries, and shows nothing. Safe for use by several threads. */
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

  private void showFound() {
    if (!closed) {
      show(found);
    }
    found = new HashMap<>();
  }

  // A tenant that cannot be read is not shown; an outdated value would mislead.
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
          note(MetricNames.OUTBOX, owner, standing.events(), Double::sum);
          note(MetricNames.OUTBOX_AGE, owner, standing.age(), Math::max);
        }
      }
      case PARKED -> note(MetricNames.PARKED, subscription, standing.events(), Double::sum);
      case GAP ->
          note(
              MetricNames.GAPS,
              subscription.and(MetricNames.STATE, standing.state()),
              standing.events(),
              Double::sum);
    }
  }

  private void note(String name, Tags series, double value, BinaryOperator<Double> both) {
    found.computeIfAbsent(name, any -> new HashMap<>()).merge(series, value, both);
  }

  private void show(Map<String, Map<Tags, Double>> values) {
    gauges.forEach((name, gauge) -> gauge.show(values.getOrDefault(name, Map.of())));
  }

  private void add(MeterRegistry registry, String name, String unit, String description) {
    gauges.put(name, new SeriesGauge(registry, name, unit, description));
  }
}
