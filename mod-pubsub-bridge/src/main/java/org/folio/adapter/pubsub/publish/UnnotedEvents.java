/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.base.metrics.TenantTags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that mod-pubsub accepted in mode shadow and the bridge could not note. They are delivered,
 * but neither the bus nor the comparison knows them. Safe for use by several threads.
 */
public final class UnnotedEvents {

  /** Counter: such events. Tag tenant. */
  public static final String COUNTER = "eventbus.bridge.unnoted";

  private static final Logger LOG = LoggerFactory.getLogger(UnnotedEvents.class);

  // Whoever looks at readiness once a day sees them.
  private static final Duration SHOWN = Duration.ofDays(1);

  private final Optional<MeterRegistry> registry;
  private final Supplier<Instant> clock;
  private final TenantTags tags = new TenantTags(TenantTags.MOST_NAMED);
  private final Map<TenantId, Lapse> lapses = new ConcurrentHashMap<>();

  /** Events of a tenant in a row without a pause of {@link #SHOWN}. */
  private record Lapse(long events, Instant first, Instant last, String cause) {

    Lapse and(Instant now, String why) {
      return isOver(now) ? new Lapse(1, now, now, why) : new Lapse(events + 1, first, now, why);
    }

    boolean isOver(Instant now) {
      return now.isAfter(last.plus(SHOWN));
    }

    String sentence(TenantId tenant) {
      return "Events of tenant %s that mod-pubsub accepted in mode shadow could not be noted: %s from %s to %s, the last because %s. They are delivered; compare times without them"
          .formatted(
              tenant,
              events,
              first.truncatedTo(ChronoUnit.SECONDS),
              last.truncatedTo(ChronoUnit.SECONDS),
              cause);
    }
  }

  /** Counts in a registry too, if there is one. */
  public UnnotedEvents(Optional<MeterRegistry> registry) {
    this(registry, Instant::now);
  }

  UnnotedEvents(Optional<MeterRegistry> registry, Supplier<Instant> clock) {
    this.registry = registry;
    this.clock = clock;
  }

  void add(TenantId tenant, UUID event, Throwable cause) {
    LOG.error(
        "{} Event {} of tenant {} was accepted by mod-pubsub in mode shadow and could not be noted; the comparison does not know it",
        LogCode.SHADOW_NOT_NOTED,
        event,
        tenant,
        cause);
    registry.ifPresent(
        all ->
            Counter.builder(COUNTER)
                .description("Events of mode shadow that could not be noted")
                .tag(MetricNames.TENANT, tags.of(tenant.value()))
                .register(all)
                .increment());
    Instant now = clock.get();
    String why = String.valueOf(cause.getMessage());
    lapses.merge(tenant, new Lapse(1, now, now, why), (before, one) -> before.and(now, why));
  }

  /**
   * A sentence for each tenant with such events in the last day.
   *
   * @param tenant only this one; null for all
   */
  public List<String> warnings(@Nullable TenantId tenant) {
    Instant now = clock.get();
    return lapses.entrySet().stream()
        .filter(one -> tenant == null || one.getKey().equals(tenant))
        .filter(one -> !one.getValue().isOver(now))
        .map(one -> one.getValue().sentence(one.getKey()))
        .sorted()
        .toList();
  }
}
