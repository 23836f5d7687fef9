/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.testing.KafkaBroker;

/** Moves offsets of a group without members, and deletes records, as an operator may. */
final class GroupOffsets implements AutoCloseable {

  private final Admin admin;

  GroupOffsets(KafkaBroker kafka) {
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  void moveToEnd(String group, String topic) {
    move(group, topic, end -> end);
  }

  /** Moves the group to the offset on each partition that has it. */
  void moveTo(String group, String topic, long offset) {
    move(group, topic, end -> Math.min(end, offset));
  }

  void deleteRecordsBefore(String topic, int partition, long offset) {
    get(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  private void move(String group, String topic, ToLongFunction<Long> target) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    get(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .forEach(
            info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    get(admin.listOffsets(latest).all())
        .forEach(
            (partition, end) ->
                offsets.put(partition, new OffsetAndMetadata(target.applyAsLong(end.offset()))));
    get(admin.alterConsumerGroupOffsets(group, offsets).all());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
