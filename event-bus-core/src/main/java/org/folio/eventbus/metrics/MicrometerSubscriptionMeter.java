/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.jspecify.annotations.Nullable;

/** Shows a subscription in a registry. */
final class MicrometerSubscriptionMeter implements SubscriptionMeter {

  private static final String COMMITTED = "committed";
  private static final String FAILED = "failed";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Counters events;
  private final Counters gaps;
  private final Counters retries;
  private final Timer committed;
  private final Timer failed;
  private final DistributionSummary size;
  private final Timer latency;
  private final List<Gauge> gauges = new ArrayList<>();
  private volatile int unreadPartitions;
  private volatile SubscriptionState state = SubscriptionState.IDLE;

  MicrometerSubscriptionMeter(
      MeterRegistry registry, TenantTags tenants, Subscription subscription) {
    this.registry = registry;
    String[] common = {
      MetricNames.SUBSCRIPTION, subscription.name(), MetricNames.STREAM, subscription.stream()
    };
    tags = Tags.of(common);
    events = new Counters(registry, tenants, MetricNames.CONSUMED, "Events by outcome", tags);
    gaps = new Counters(registry, tenants, MetricNames.GAP_CHANGES, "Missing sequences", tags);
    retries =
        new Counters(
            registry,
            tenants,
            MetricNames.RETRIES,
            "Batches retried after a transient failure",
            tags);
    committed = batches(COMMITTED);
    failed = batches(FAILED);
    size =
        DistributionSummary.builder(MetricNames.BATCH_SIZE)
            .description("Deliveries of a committed batch")
            .baseUnit(MetricNames.EVENTS)
            .tags(tags)
            .register(registry);
    latency =
        Buckets.timer(
            registry,
            MetricNames.CONSUME_LATENCY,
            "From the sending of a record to its committed effect",
            common);
    gauge(MetricNames.LAG, MetricNames.EVENTS, "Events not finished", SubscriptionState::lag);
    gauge(
        MetricNames.LAG_AGE,
        MetricNames.SECONDS,
        "Age of the oldest delivery that is not finished",
        SubscriptionState::oldestSeconds);
    gauge(
        MetricNames.IN_MEMORY, MetricNames.EVENTS, "Events in memory", SubscriptionState::inMemory);
    gauge(MetricNames.PARTITIONS, null, "Partitions read here", SubscriptionState::partitions);
    gauge(
        MetricNames.UNREAD_PARTITIONS,
        null,
        "Partitions that no member of the group reads",
        now -> unreadPartitions);
  }

  @Override
  public void events(TenantId tenant, String outcome, long count) {
    events.add(tenant, MetricNames.OUTCOME, outcome.toLowerCase(Locale.ROOT), count);
  }

  @Override
  public void gaps(TenantId tenant, GapChange change, long sequences) {
    gaps.add(tenant, MetricNames.CHANGE, change.name().toLowerCase(Locale.ROOT), sequences);
  }

  @Override
  public void batch(int deliveries, long nanos, boolean isCommitted) {
    (isCommitted ? committed : failed).record(nanos, TimeUnit.NANOSECONDS);
    if (isCommitted) {
      size.record(deliveries);
    }
  }

  @Override
  public void applied(long millis) {
    latency.record(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void repeated(TenantId tenant) {
    retries.add(tenant, 1);
  }

  @Override
  public void observed(SubscriptionState now) {
    state = now;
  }

  @Override
  public void unreadPartitions(int partitions) {
    unreadPartitions = partitions;
  }

  // A later bus with the same registry has gauges of its own.
  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  private Timer batches(String result) {
    return Timer.builder(MetricNames.BATCH)
        .description("One attempt at a batch")
        .tags(tags.and(MetricNames.RESULT, result))
        .register(registry);
  }

  private void gauge(
      String name,
      @Nullable String unit,
      String description,
      ToDoubleFunction<SubscriptionState> value) {
    gauges.add(
        Gauge.builder(name, this, meter -> value.applyAsDouble(meter.state))
            .description(description)
            .baseUnit(unit)
            .tags(tags)
            .strongReference(true)
            .register(registry));
  }
}
