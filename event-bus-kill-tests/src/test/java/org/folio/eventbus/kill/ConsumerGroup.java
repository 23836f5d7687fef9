/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;

/** The state of the reader's consumer group in Kafka. */
final class ConsumerGroup implements AutoCloseable {

  private final Admin admin;
  private final String name;

  ConsumerGroup(String bootstrapServers, String name) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.name = name;
  }

  /** Committed offset by partition, without partitions that have none. */
  Map<Integer, Long> committedOffsets() {
    Map<Integer, Long> offsets = new HashMap<>();
    get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition.partition(), offset.offset());
              }
            });
    return offsets;
  }

  /** Number of partitions of each member. */
  List<Integer> shares() {
    ConsumerGroupDescription description =
        get(admin.describeConsumerGroups(List.of(name)).describedGroups().get(name));
    return description.members().stream()
        .map(member -> member.assignment().topicPartitions().size())
        .sorted()
        .toList();
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
