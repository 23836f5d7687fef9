/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets of a member that brokers have acknowledged. Used on one thread only. */
final class CommittedOffsets {

  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /** The offsets that brokers do not have yet. */
  Map<TopicPartition, OffsetAndMetadata> lacking(Map<TopicPartition, Long> committable) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    committable.forEach(
        (partition, offset) -> {
          if (!offset.equals(committed.get(partition))) {
            offsets.put(partition, new OffsetAndMetadata(offset));
          }
        });
    return offsets;
  }

  void note(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
  }

  /** Forgets partitions that belong to another member now. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(committed::remove);
  }
}
