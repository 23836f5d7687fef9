/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.LaneBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detects handlers that work for a long time, and names their events. Used on one context only. */
final class SlowBatches {

  private static final Logger LOG = LoggerFactory.getLogger(SlowBatches.class);

  // A batch takes milliseconds; after this time an operator should know.
  private static final Duration NOTICED = Duration.ofSeconds(5);

  private final String subscription;
  private final Set<Lane> noticed = new HashSet<>();

  SlowBatches(String subscription) {
    this.subscription = subscription;
  }

  /**
   * How many batches do not count when others want to begin. At most as many as may run at once, so
   * that a handler that always hangs does not take all connections.
   */
  int excused(SubscriptionPolicy policy) {
    return Math.min(noticed.size(), policy.concurrentBatches());
  }

  /** Whether the lane's batch is one of these. */
  boolean excuses(Lane lane) {
    return noticed.contains(lane);
  }

  void ended(Lane lane) {
    noticed.remove(lane);
  }

  void look(Collection<PartitionWork> partitions, long now) {
    for (PartitionWork work : partitions) {
      for (Lane lane : work.lanes()) {
        if (lane.runningFor(now) >= NOTICED.toNanos() && noticed.add(lane)) {
          slow(lane, now).ifPresent(this::log);
        }
      }
    }
  }

  List<SlowBatch> list(Collection<PartitionWork> partitions, long now) {
    List<SlowBatch> slow = new ArrayList<>();
    for (PartitionWork work : partitions) {
      work.lanes().stream()
          .filter(noticed::contains)
          .forEach(lane -> slow(lane, now).ifPresent(slow::add));
    }
    return slow;
  }

  private static Optional<SlowBatch> slow(Lane lane, long now) {
    LaneBatch batch = Objects.requireNonNull(lane.running());
    return batch.deliveries().stream()
        .map(Delivery::event)
        .filter(Objects::nonNull)
        .findFirst()
        .map(
            first ->
                new SlowBatch(
                    lane.partition().toString(),
                    first,
                    batch.deliveries().size(),
                    Duration.ofNanos(lane.runningFor(now))));
  }

  private void log(SlowBatch batch) {
    LOG.warn(
        "{} {}: a batch of {} events of {} has been running for {} s; it begins with {}. Other partitions proceed.",
        LogCode.BATCH_SLOW,
        subscription,
        batch.events(),
        batch.partition(),
        batch.age().toSeconds(),
        batch.first());
  }
}
