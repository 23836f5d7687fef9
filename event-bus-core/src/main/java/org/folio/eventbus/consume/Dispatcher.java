/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads deliveries over lanes, lets lanes work in turn, and knows what may be committed and which
 * partitions must pause. Used on one context only.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  // A cause is logged at the first attempt, and again after this many further ones.
  private static final int LOG_EVERY = 20;

  // One failure may be a deadlock or a moved connection; several in a row are an outage.
  private static final int UNHEALTHY_FAILURES = 3;

  // How often held keys are looked at; a fraction of any sensible hold time.
  private static final Duration LOOK_AT_HELD = Duration.ofMillis(100);

  // A paused partition goes on when half of its room is free, so that it does not flutter.
  private static final int RESUME_FRACTION = 2;

  // One event that does not come to its end lets others go on only so far: what has finished behind
  // it must be remembered, and is read again after a restart.
  private static final int FINISHED_AHEAD = 10;

  private final Vertx vertx;
  private final BatchRunner runner;
  private final Subscription subscription;
  private final SubscriptionPolicy policy;
  private final Map<TopicPartition, PartitionWork> partitions = new LinkedHashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final ArrayDeque<Lane> turns = new ArrayDeque<>();
  private final Set<Lane> inTurns = new HashSet<>();
  private final long timer;
  private int batches;

  Dispatcher(Vertx vertx, BatchRunner runner, Subscription subscription) {
    this.vertx = vertx;
    this.runner = runner;
    this.subscription = subscription;
    this.policy = subscription.policy();
    this.timer = vertx.setPeriodic(LOOK_AT_HELD.toMillis(), look -> lookAtHeld());
  }

  /**
   * What the poll loop hands over and gets back.
   *
   * @param paused partitions that are to be paused; all others are to be read
   * @param committable per partition, the offset up to which all is finished
   */
  record Answer(Set<TopicPartition> paused, Map<TopicPartition, Long> committable) {}

  /** Takes over new deliveries. */
  Answer exchange(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      PartitionWork work = partitions.get(delivery.partition());
      if (work == null) {
        throw new IllegalStateException(
            "Partition " + delivery.partition() + " is not assigned to this consumer");
      }
      work.add(delivery);
    }
    for (Delivery delivery : deliveries) {
      queue(partitions.get(delivery.partition()).lane(delivery));
    }
    startBatches();
    updatePaused();
    return new Answer(Set.copyOf(paused), committable(partitions.keySet()));
  }

  /** Begins with partitions that were assigned. */
  void assigned(Collection<TopicPartition> added) {
    added.forEach(
        partition -> partitions.put(partition, new PartitionWork(partition, policy.lanes())));
  }

  /**
   * Gives partitions up: what has not begun is dropped, what runs is waited for.
   *
   * @return what may be committed of them, when the running batches have ended
   */
  Future<Map<TopicPartition, Long>> revoke(Collection<TopicPartition> revoked) {
    List<Future<Void>> ending = new ArrayList<>();
    Map<TopicPartition, PartitionWork> given = new HashMap<>();
    for (TopicPartition partition : revoked) {
      PartitionWork work = partitions.get(partition);
      if (work != null) {
        given.put(partition, work);
        ending.add(work.close());
      }
    }
    return Future.join(ending)
        .map(
            ended -> {
              Map<TopicPartition, Long> committable = committable(given.keySet());
              // A partition that has come back meanwhile is worked on anew and stays.
              given.forEach(partitions::remove);
              paused.retainAll(partitions.keySet());
              return committable;
            });
  }

  /** Drops partitions without waiting any longer; their running batches change nothing here. */
  void abandon(Collection<TopicPartition> partitionsToDrop) {
    partitionsToDrop.forEach(partitions::remove);
    partitionsToDrop.forEach(paused::remove);
  }

  /** Number of deliveries in memory. */
  int inMemory() {
    return partitions.values().stream().mapToInt(work -> work.progress().unfinished()).sum();
  }

  /** Number of partitions that are worked on. */
  int partitionCount() {
    return partitions.size();
  }

  void close() {
    vertx.cancelTimer(timer);
  }

  private Map<TopicPartition, Long> committable(Collection<TopicPartition> of) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : of) {
      PartitionWork work = partitions.get(partition);
      if (work != null) {
        work.progress().committable().ifPresent(offset -> offsets.put(partition, offset));
      }
    }
    return offsets;
  }

  private void queue(Lane lane) {
    if (lane.ready(System.nanoTime(), policy.hold()) && inTurns.add(lane)) {
      turns.add(lane);
    }
  }

  private void startBatches() {
    while (batches < policy.concurrentBatches() && !turns.isEmpty()) {
      Lane lane = turns.remove();
      inTurns.remove(lane);
      long now = System.nanoTime();
      if (!lane.ready(now, policy.hold())) {
        continue;
      }
      Lane.Batch batch = lane.take(policy.batchSize(), now, policy.hold());
      start(lane, batch);
    }
  }

  private void start(Lane lane, Lane.Batch batch) {
    PartitionWork work = partitions.get(lane.partition());
    batches++;
    lane.busy(true);
    runner
        .run(batch)
        .onSuccess(
            result -> {
              batches--;
              lane.busy(false);
              result.finished().forEach(delivery -> work.progress().finished(delivery.offset()));
              if (!lane.closed()) {
                lane.hold(result.held(), batch, System.nanoTime());
                if (result.cause() != null) {
                  repeatLater(lane, result, batch.failures() + 1, result.cause());
                }
                queue(lane);
              }
              work.batchEnded();
              startBatches();
            });
  }

  private void repeatLater(Lane lane, BatchResult result, int failures, Throwable cause) {
    if (failures % LOG_EVERY == 1) {
      LOG.warn(
          "{} {}: a batch of {} failed for a passing reason and is repeated, attempt {}: {}",
          LogCode.BATCH_REPEATED,
          subscription.name(),
          lane.partition(),
          failures,
          cause.toString());
    }
    long pause = Backoff.millis(failures - 1, policy.firstRetry(), policy.longestRetry());
    long notBefore = System.nanoTime() + Duration.ofMillis(pause).toNanos();
    lane.repeatLater(new Lane.Repeat(result.unfinished(), failures, notBefore, cause));
    vertx.setTimer(
        pause + 1,
        over -> {
          queue(lane);
          startBatches();
        });
  }

  /** Why batches have been repeated several times, or null if none is. */
  @Nullable String repeatingBecause() {
    return partitions.values().stream()
        .flatMap(work -> work.lanes().stream())
        .map(Lane::repeat)
        .filter(repeat -> repeat != null && repeat.failures() >= UNHEALTHY_FAILURES)
        .map(repeat -> repeat.cause().toString())
        .findFirst()
        .orElse(null);
  }

  private void lookAtHeld() {
    for (PartitionWork work : partitions.values()) {
      work.lanes().stream().filter(Lane::holds).forEach(this::queue);
    }
    startBatches();
  }

  private void updatePaused() {
    long bytes =
        partitions.values().stream().mapToLong(work -> work.progress().unfinishedBytes()).sum();
    boolean full = bytes >= policy.bytesInMemory();
    boolean room = bytes < policy.bytesInMemory() / RESUME_FRACTION;
    for (PartitionWork work : partitions.values()) {
      int unfinished = work.progress().unfinished();
      int uncommittable = work.progress().uncommittable();
      int most = policy.recordsInMemory();
      if (full || unfinished >= most || uncommittable >= most * FINISHED_AHEAD) {
        paused.add(work.partition());
      } else if (room
          && unfinished <= most / RESUME_FRACTION
          && uncommittable <= most * FINISHED_AHEAD / RESUME_FRACTION) {
        paused.remove(work.partition());
      }
    }
  }
}
