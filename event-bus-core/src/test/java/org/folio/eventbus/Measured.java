/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Adds a meter registry to a bus and reads its metrics. */
final class Measured implements UnaryOperator<EventBusBuilder> {

  private static final Duration DATABASE_INTERVAL = Duration.ofMillis(200);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Override
  public EventBusBuilder apply(EventBusBuilder builder) {
    return builder.metrics(registry).metricsInterval(DATABASE_INTERVAL);
  }

  /** Sum of the counters or gauges with this name and these tags; 0 if there are none. */
  double value(String name, String... tags) {
    return meters(name, tags).stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  Collection<Meter> meters(String name, String... tags) {
    return registry.find(name).tags(tags).meters();
  }

  void awaitValue(double expected, String name, String... tags) {
    await()
        .atMost(TestBus.LIMIT)
        .untilAsserted(() -> assertThat(value(name, tags)).as(name).isEqualTo(expected));
  }
}
