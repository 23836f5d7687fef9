/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The lanes and the progress of one partition. Used on one context only. */
final class PartitionWork {
  private final TopicPartition partition;
  private final PartitionProgress progress = new PartitionProgress();
  private final List<Lane> lanes = new ArrayList<>();
  private final Promise<Void> ended = Promise.promise();
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
    progress.started(delivery.offset(), delivery.bytes(), delivery.source().timestamp());
    lane(delivery).add(delivery, now);
  }

  Lane lane(Delivery delivery) {
    byte[] key = delivery.source().key();
    return lanes.get(Math.floorMod(Arrays.hashCode(key), lanes.size()));
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
