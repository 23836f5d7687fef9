/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The lanes and the progress of one partition. Used on one context only. */
final class PartitionWork {
  private final TopicPartition partition;
  private final PartitionProgress progress = new PartitionProgress();
  private final List<Lane> lanes = new ArrayList<>();
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

  void add(Delivery delivery, long now) {
    newest = Math.max(newest, delivery.timestamp());
    progress.started(delivery.offset(), delivery.bytes());
    lane(delivery).add(delivery, now);
  }

  Lane lane(Delivery delivery) {
    return lanes.get(Math.floorMod(delivery.keyHash(), lanes.size()));
  }

  /** When the newest delivery was written, in milliseconds. */
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
