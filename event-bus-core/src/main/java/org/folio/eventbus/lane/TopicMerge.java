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
 * Keeps the order of events whose keys lie on several topics; Kafka keeps no order between topics.
 * An event waits for its predecessors while older records may still arrive on other topics. Used on
 * one context only.
 */
final class TopicMerge {

  // The member that applies a predecessor may be another process, which sends no notice.
  private static final Duration LOOK_ELSEWHERE = Duration.ofSeconds(1);

  // Checks run every tenth of a second. After a longer standstill of the machine, arrived records
  // have not been checked yet.
  private static final Duration STANDSTILL = Duration.ofSeconds(1);

  private final Map<TopicPartition, PartitionWork> partitions;
  private final Duration longestHold;
  private Set<TopicPartition> behind = Set.of();
  private long looked;
  private long lookedElsewhere;

  /**
   * Begins without partitions.
   *
   * @param partitions the dispatcher's partitions, which the dispatcher changes
   * @param hold how long an event waits for its predecessors
   * @param now nanoseconds, as all times here
   */
  TopicMerge(Map<TopicPartition, PartitionWork> partitions, Duration hold, long now) {
    this.partitions = partitions;
    this.longestHold = Hold.longest(hold);
    this.looked = now;
    this.lookedElsewhere = now;
  }

  /** Sets the partitions that have, or may have, more records on Kafka. */
  void behind(Set<TopicPartition> partitionsBehind) {
    behind = partitionsBehind;
  }

  /**
   * Lets lanes wait on if their predecessors may still arrive, or may have arrived elsewhere;
   * called repeatedly.
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
   * Restarts the wait of a lane that is about to begin a batch. On a busy machine more than the
   * hold time may have passed since the last check, without any missing event.
   */
  void begins(Lane lane, long now) {
    if (lane.holds()) {
      waitOn(List.of(lane), now);
    }
  }

  /** Wakes the lanes of other topics after events of their keys have finished. */
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

  // The timestamp from which on a partition may have records that were not checked. Records still
  // on Kafka are younger than those that have arrived.
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

  // A sequence missing before an event is also missing before an earlier event of its key, so that
  // earlier event waits for it.
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
