/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Hold;

/**
 * Keeps the order of events whose keys lie on several topics, between which Kafka keeps none: what
 * has arrived waits for its predecessors for as long as older records are still to come elsewhere.
 * Used on one context only.
 */
final class TopicMerge {

  // The member that applies a predecessor may be another process, which nobody hears of.
  private static final Duration LOOK_ELSEWHERE = Duration.ofSeconds(1);

  // The looks come every tenth of a second. What came while the machine stood still for longer has
  // not been seen by anybody.
  private static final Duration STANDSTILL = Duration.ofSeconds(1);

  private final Map<TopicPartition, PartitionWork> partitions;
  private final Duration longestHold;
  private Set<TopicPartition> behind = Set.of();
  private long looked;
  private long lookedElsewhere;

  /**
   * Begins without partitions.
   *
   * @param partitions those of the dispatcher, which changes them
   * @param hold how long an event waits for its predecessors
   * @param now nanoseconds, as all times here
   */
  TopicMerge(Map<TopicPartition, PartitionWork> partitions, Duration hold, long now) {
    this.partitions = partitions;
    this.longestHold = Hold.longest(hold);
    this.looked = now;
    this.lookedElsewhere = now;
  }

  /** Changes which partitions have, or may have, more records on Kafka. */
  void behind(Set<TopicPartition> partitionsBehind) {
    behind = partitionsBehind;
  }

  /**
   * Lets those lanes wait on whose predecessors may still come, or may have come elsewhere; called
   * again and again.
   */
  void look(List<Lane> holding, long now) {
    waitOn(holding, now);
    looked = now;
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
      waitOn(List.of(lane), now);
    }
  }

  /** Tells the lanes of other topics that events of their keys have been finished. */
  void wakeFollowers(Lane worker, List<Delivery> finished, long now, Consumer<Lane> woken) {
    SortedSet<StreamKey> keys = Delivery.keysOf(finished);
    lanes()
        .filter(lane -> lane != worker && (lane.holds() || lane.busy()))
        .forEach(
            lane -> {
              keys.forEach(key -> lane.wake(key, now));
              woken.accept(lane);
            });
  }

  private void waitOn(List<Lane> holding, long now) {
    if (holding.isEmpty()) {
      return;
    }
    boolean stoodStill = now - looked > STANDSTILL.toNanos();
    Map<TopicPartition, Long> unseen = unseen();
    Map<StreamKey, Long> lowest = lowestSeen();
    for (Lane lane : holding) {
      long oldest =
          unseen.entrySet().stream()
              .filter(one -> !one.getKey().equals(lane.partition()))
              .mapToLong(Map.Entry::getValue)
              .min()
              .orElse(Long.MAX_VALUE);
      lane.waitAnew(
          held ->
              lowest.getOrDefault(held.delivery().streamKey(), Long.MAX_VALUE)
                      < held.delivery().sequence()
                  || now - held.first() < longestHold.toNanos()
                      && (stoodStill || held.delivery().timestamp() >= oldest),
          now);
    }
  }

  // From when on there may be records of a partition that nobody has looked at. What it still has
  // on Kafka is younger than what has come from it.
  private Map<TopicPartition, Long> unseen() {
    Map<TopicPartition, Long> unseen = new HashMap<>();
    for (PartitionWork work : partitions.values()) {
      work.lanes().stream()
          .map(Lane::oldestUnseen)
          .flatMapToLong(OptionalLong::stream)
          .forEach(oldest -> unseen.merge(work.partition(), oldest, Math::min));
      if (behind.contains(work.partition())) {
        unseen.merge(work.partition(), work.newest(), Math::min);
      }
    }
    return unseen;
  }

  // Whatever is missing before an event is missing before an earlier one of its key, too, which
  // therefore is the one to wait for it.
  private Map<StreamKey, Long> lowestSeen() {
    Map<StreamKey, Long> lowest = new HashMap<>();
    lanes()
        .flatMap(Lane::seen)
        .filter(delivery -> delivery.event() != null)
        .forEach(delivery -> lowest.merge(delivery.streamKey(), delivery.sequence(), Math::min));
    return lowest;
  }

  private Stream<Lane> lanes() {
    return partitions.values().stream().flatMap(work -> work.lanes().stream());
  }
}
