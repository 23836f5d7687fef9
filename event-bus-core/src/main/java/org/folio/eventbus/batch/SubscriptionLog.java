/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.gap.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs the work of a subscription. Safe for use by several threads. */
public final class SubscriptionLog implements BatchListener {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionLog.class);

  private static final Duration TRACE_AGAIN = Duration.ofMinutes(1);

  private final String subscription;
  private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
  private String tracedPlace = "";
  private long tracedAt;

  private record Counted(TenantId tenant, Outcome outcome) {}

  public SubscriptionLog(String subscription) {
    this.subscription = subscription;
  }

  /** Number of events with one of these outcomes, of a tenant or, for null, of all tenants. */
  public long number(@Nullable TenantId tenant, Outcome... outcomes) {
    return counts.entrySet().stream()
        .filter(count -> tenant == null || count.getKey().tenant().equals(tenant))
        .filter(count -> List.of(outcomes).contains(count.getKey().outcome()))
        .mapToLong(count -> count.getValue().sum())
        .sum();
  }

  @Override
  public void committed(TenantId tenant, BatchPlan plan) {
    plan.outcomes()
        .values()
        .forEach(
            outcome ->
                counts
                    .computeIfAbsent(new Counted(tenant, outcome), none -> new LongAdder())
                    .increment());
    plan.with(Outcome.PARKED).forEach(delivery -> logParked(tenant, delivery));
    plan.unreadable()
        .forEach(
            delivery ->
                LOG.error(
                    "{} {}: the record at {} offset {} of tenant {} is not an event: {}. It is parked; other events flow.",
                    LogCode.RECORD_UNREADABLE,
                    subscription,
                    delivery.partition(),
                    delivery.offset(),
                    tenant,
                    delivery.problem()));
    plan.newGaps().forEach((key, gaps) -> gaps.forEach(gap -> gap(subscription, tenant, key, gap)));
    plan.unavailable().forEach(delivery -> logUnavailable(tenant, delivery));
    plan.healed().forEach((key, sequences) -> logHealed(tenant, key, sequences));
  }

  /** Logs that sequences are missing. */
  public static void gap(String subscription, TenantId tenant, StreamKey key, SequenceRange gap) {
    LOG.error(
        "{} {}: sequences {} to {} on {} of tenant {} did not arrive within the hold time. The gap stays open until they arrive.",
        LogCode.GAP_OPEN,
        subscription,
        gap.first(),
        gap.last(),
        key.stream(),
        tenant);
  }

  private void logParked(TenantId tenant, Delivery delivery) {
    Event event = delivery.event();
    if (event != null) {
      LOG.error(
          "{} {}: {} {} of tenant {} (sequence {}) cannot be applied: {}. It is parked and later events of its key wait behind it; remove the cause and release it.",
          LogCode.EVENT_PARKED,
          subscription,
          event.type(),
          event.id(),
          tenant,
          event.sequence(),
          delivery.problem(),
          traced(delivery.failure()));
    }
  }

  // Many events may fail in the same place; a stack trace a minute is enough.
  private synchronized @Nullable Throwable traced(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    String place =
        failure.getClass().getName()
            + Stream.of(failure.getStackTrace()).limit(1).map(String::valueOf).toList();
    long now = System.nanoTime();
    if (place.equals(tracedPlace) && now - tracedAt < TRACE_AGAIN.toNanos()) {
      return null;
    }
    tracedPlace = place;
    tracedAt = now;
    return failure;
  }

  private void logUnavailable(TenantId tenant, Delivery delivery) {
    if (delivery.control() instanceof Unavailable answer) {
      LOG.error(
          "{} {}: sequences {} to {} on {} of tenant {} will not arrive: {}. Compare the projection with its source.",
          LogCode.GAP_UNAVAILABLE,
          subscription,
          answer.range().first(),
          answer.range().last(),
          answer.key().stream(),
          tenant,
          answer.reason());
    }
  }

  private void logHealed(TenantId tenant, StreamKey key, List<Long> sequences) {
    LOG.info(
        "{} {}: missing sequences {} on {} of tenant {} have arrived",
        LogCode.GAP_HEALED,
        subscription,
        sequences,
        key.stream(),
        tenant);
  }
}
