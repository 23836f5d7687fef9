/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;

/** Shows the producing side in a registry. Safe for use by several threads. */
final class MicrometerRelayMeter implements RelayMeter {

  private static final double NANOS = 1e9;

  private final MeterRegistry registry;
  private final Counters relayed;
  private final Counters refused;
  private final Counters republished;
  private final Timer round;
  private final Map<String, Timer> latencies = new ConcurrentHashMap<>();

  MicrometerRelayMeter(MeterRegistry registry, TenantTags tenants) {
    this.registry = registry;
    this.relayed =
        counters(tenants, MetricNames.RELAYED, "Events acknowledged by Kafka and journalised");
    this.refused = counters(tenants, MetricNames.REFUSED, "Events that brokers refused for good");
    this.republished =
        counters(tenants, MetricNames.REPUBLISHED, "Events sent again from the journal");
    this.round =
        Buckets.timer(
            registry, MetricNames.RELAY_ROUND, "From sending a round to its last acknowledgement");
  }

  @Override
  public void relayed(TenantId tenant, String stream, List<Double> seconds) {
    relayed.add(tenant, MetricNames.STREAM, stream, seconds.size());
    Timer latency = latencies.computeIfAbsent(stream, this::latency);
    seconds.forEach(each -> latency.record((long) (each * NANOS), TimeUnit.NANOSECONDS));
  }

  @Override
  public void refused(TenantId tenant, String stream) {
    refused.add(tenant, MetricNames.STREAM, stream, 1);
  }

  @Override
  public void republished(TenantId tenant, String stream, int events) {
    republished.add(tenant, MetricNames.STREAM, stream, events);
  }

  @Override
  public void round(long nanos) {
    round.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer latency(String stream) {
    return Buckets.timer(
        registry,
        MetricNames.RELAY_LATENCY,
        "From storing an event to its place in the journal",
        MetricNames.STREAM,
        stream);
  }

  private Counters counters(TenantTags tenants, String name, String description) {
    return new Counters(registry, tenants, name, description, Tags.empty());
  }
}
