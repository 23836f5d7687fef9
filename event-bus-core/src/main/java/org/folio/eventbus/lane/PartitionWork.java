/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.gap.Beacon;
import org.jspecify.annotations.Nullable;

/** The lanes and the progress of one partition. Used on one context only. */
final class PartitionWork {
  private final TopicPartition partition;
  private final PartitionProgress progress = new PartitionProgress();
  private final List<Lane> lanes = new ArrayList<>();
  private final ArrayDeque<Delivery> beacons = new ArrayDeque<>();
  private final Promise<Void> ended = Promise.promise();
  private long newest;
  private boolean closing;

  PartitionWork(TopicPartition partition, int laneCount) {
    this.partition = partition;
    for (int i = 0; i < laneCount; i++) {
      lanes.add(new Lane(partition));
    }
  }

  TopicPartition partition() {
    return partition;
  }

  PartitionProgress progress() {
    return progress;
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** Takes over a delivery; returns the lane that it waits in, or null if it waits in none. */
  @Nullable Lane add(Delivery delivery, long now) {
    newest = Math.max(newest, delivery.timestamp());
    progress.started(delivery.offset(), delivery.bytes(), delivery.timestamp());
    if (delivery.control() instanceof Beacon) {
      beacons.add(delivery);
      return null;
    }
    Lane lane = lane(delivery);
    lane.add(delivery, now);
    return lane;
  }

  /** Takes the beacon that has no unfinished record before it; null if there is none. */
  @Nullable Delivery takeBeacon() {
    Delivery beacon = beacons.peek();
    return !closing && beacon != null && progress.isNext(beacon.offset()) ? beacons.poll() : null;
  }

  private Lane lane(Delivery delivery) {
    return lanes.get(Math.floorMod(delivery.keyHash(), lanes.size()));
  }

  /** Number of deliveries that wait for missing sequences. */
  int held() {
    return lanes.stream().mapToInt(Lane::heldCount).sum();
  }

  /** The same number without that of one lane. */
  int heldBeside(Lane lane) {
    return lanes.stream().filter(one -> one != lane).mapToInt(Lane::heldCount).sum();
  }

  /** The timestamp of the newest delivery, in milliseconds. */
  long newest() {
    return newest;
  }

  Future<Void> close() {
    closing = true;
    lanes.forEach(Lane::close);
    batchEnded();
    return ended.future();
  }

  void batchEnded() {
    if (closing && lanes.stream().noneMatch(Lane::busy)) {
      ended.tryComplete();
    }
  }
}
