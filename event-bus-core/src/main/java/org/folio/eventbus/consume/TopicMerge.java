/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.StreamKey;

/**
 * Keeps the order of events whose keys lie on several topics, between which Kafka keeps none: what
 * has arrived waits for its predecessors for as long as older records are still to come elsewhere.
 * Used on one context only.
 */
final class TopicMerge {

  // The member that applies a predecessor may be another process, which nobody hears of.
  private static final Duration LOOK_ELSEWHERE = Duration.ofSeconds(1);

  // Times the hold time, which begins anew while older events are still to come on other topics. A
  // producer whose clock is wrong must not keep a gap from being noticed for ever.
  private static final int MOST_HOLDS = 20;

  private final Map<TopicPartition, PartitionWork> partitions;
  private final Duration longestHold;
  private Set<TopicPartition> behind = Set.of();
  private long lookedElsewhere;

  /**
   * Begins without partitions.
   *
   * @param partitions those of the dispatcher, which changes them
   * @param hold how long an event waits for its predecessors
   */
  TopicMerge(Map<TopicPartition, PartitionWork> partitions, Duration hold) {
    this.partitions = partitions;
    this.longestHold = hold.multipliedBy(MOST_HOLDS);
  }

  /** Changes which partitions have, or may have, more records on Kafka. */
  void behind(Set<TopicPartition> partitionsBehind) {
    behind = partitionsBehind;
  }

  /** Lets wait on what is not older than what has just come. */
  void arrived(List<Delivery> deliveries, long now) {
    waitAnew(deliveries.stream().mapToLong(Delivery::timestamp), now);
  }

  /** Lets those lanes wait on whose predecessors may still come, or may have come elsewhere. */
  void look(List<Lane> holding, long now) {
    if (!holding.isEmpty()) {
      waitAnew(stillToCome(), now);
    }
    if (now - lookedElsewhere >= LOOK_ELSEWHERE.toNanos()) {
      lookedElsewhere = now;
      holding.forEach(Lane::wakeAll);
    }
  }

  /**
   * Lets a lane wait on that is about to begin a batch. On a busy machine more time than the hold
   * time may have passed since it was looked at, and nobody has missed anything meanwhile.
   */
  void begins(Lane lane, long now) {
    if (lane.holds()) {
      stillToCome().min().ifPresent(oldest -> lane.waitAnew(oldest, now, longestHold));
    }
  }

  /** Tells the lanes of other topics that events of their keys have been finished. */
  void wakeFollowers(Lane worker, List<Delivery> finished, long now, Consumer<Lane> woken) {
    SortedSet<StreamKey> keys = Delivery.keysOf(finished);
    lanes(lane -> lane != worker && (lane.holds() || lane.busy()))
        .forEach(
            lane -> {
              keys.forEach(key -> lane.wake(key, now));
              woken.accept(lane);
            });
  }

  private void waitAnew(LongStream timestamps, long now) {
    timestamps
        .min()
        .ifPresent(
            oldest -> lanes(Lane::holds).forEach(lane -> lane.waitAnew(oldest, now, longestHold)));
  }

  // What a partition still has on Kafka is younger than what has come from it.
  private LongStream stillToCome() {
    return LongStream.concat(
        lanes(lane -> true).stream().flatMapToLong(Lane::unseen),
        behind.stream()
            .map(partitions::get)
            .filter(Objects::nonNull)
            .mapToLong(PartitionWork::newest));
  }

  private List<Lane> lanes(Predicate<Lane> which) {
    return partitions.values().stream()
        .flatMap(work -> work.lanes().stream())
        .filter(which)
        .toList();
  }
}
