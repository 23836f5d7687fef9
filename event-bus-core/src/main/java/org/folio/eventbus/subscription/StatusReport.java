/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.SubscriptionStatus.OldestEvent;
import org.folio.eventbus.admin.SubscriptionStatus.Problem;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.batch.LastError;
import org.folio.eventbus.batch.SubscriptionLog;
import org.folio.eventbus.lane.Unfinished;
import org.folio.eventbus.metrics.SubscriptionState;
import org.jspecify.annotations.Nullable;

/** Builds the status of a subscription. */
record StatusReport(
    Subscription subscription, String group, SubscriptionLog log, LastError lastError) {

  /**
   * The report.
   *
   * @param tenant the tenant of the report; null for all
   * @param state the state of the tenant's partitions
   * @param unfinished the tenant's deliveries in memory; null before the first start
   * @param slow its batches whose handler has been working for a long time
   * @param stopped why it has stopped, or null if it runs
   * @param unreadable why Kafka cannot be read, or null if it can
   * @param readerless explains which partitions have no reader, or null if there are none
   * @param unnamed why the member has no static name, or null if it has the intended one
   * @param standstills a sentence for each standstill
   */
  SubscriptionStatus of(
      @Nullable TenantId tenant,
      SubscriptionState state,
      @Nullable Unfinished unfinished,
      List<SlowBatch> slow,
      @Nullable String stopped,
      @Nullable String unreadable,
      @Nullable String readerless,
      @Nullable String unnamed,
      List<String> standstills) {
    LastError.Failure failure = lastError.of(tenant);
    return new SubscriptionStatus(
        subscription.name(),
        subscription.stream(),
        group,
        state.partitions(),
        state.inMemory(),
        unfinished == null ? 0 : unfinished.inFlight(),
        state.unread(),
        state.oldestMillis(),
        log.number(tenant, Outcome.APPLIED, Outcome.RELEASED),
        log.number(tenant, Outcome.DUPLICATE),
        log.number(tenant, Outcome.PARKED, Outcome.BEHIND),
        failure == null ? null : new Problem(failure.at(), failure.message()),
        unfinished == null || tenant == null ? null : oldest(unfinished, tenant),
        slow,
        problems(unfinished, slow, stopped, unreadable, readerless, unnamed, standstills));
  }

  private static @Nullable OldestEvent oldest(Unfinished unfinished, TenantId tenant) {
    return unfinished
        .oldest(tenant)
        .map(
            delivery ->
                new OldestEvent(
                    Objects.requireNonNull(delivery.event()),
                    delivery.partition().toString(),
                    Instant.ofEpochMilli(delivery.timestamp())))
        .orElse(null);
  }

  private List<String> problems(
      @Nullable Unfinished unfinished,
      List<SlowBatch> slow,
      @Nullable String stopped,
      @Nullable String unreadable,
      @Nullable String readerless,
      @Nullable String unnamed,
      List<String> standstills) {
    String name = subscription.name();
    List<String> problems = new ArrayList<>(standstills);
    if (stopped != null) {
      problems.add("Subscription %s stopped and starts again: %s".formatted(name, stopped));
    }
    if (unreadable != null) {
      problems.add("Subscription %s cannot read from Kafka: %s".formatted(name, unreadable));
    }
    if (readerless != null) {
      problems.add(readerless);
    }
    if (unnamed != null) {
      problems.add(unnamed);
    }
    String repeating = unfinished == null ? null : unfinished.repeatingBecause();
    if (repeating != null) {
      problems.add("Subscription %s repeats a batch: %s".formatted(name, repeating));
    }
    slow.forEach(batch -> problems.add(batch.sentence(name)));
    return problems;
  }
}
