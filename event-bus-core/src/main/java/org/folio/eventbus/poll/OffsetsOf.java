/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.folio.eventbus.admin.replay.ResetTarget;

/** Kafka admin calls for offsets and groups. Blocks. */
final class OffsetsOf {

  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  // Kafka's answer if no record has that timestamp or a later one.
  private static final long NONE = -1;

  private final Admin admin;

  OffsetsOf(Admin admin) {
    this.admin = admin;
  }

  /** The offset that a target means for each of its partitions. */
  Map<TopicPartition, Long> target(List<String> topics, ResetTarget target) throws Exception {
    List<TopicPartition> partitions =
        partitions(topics).stream()
            .filter(one -> target.topic() == null || target.topic().equals(one.topic()))
            .filter(one -> target.partition() == null || target.partition() == one.partition())
            .toList();
    Map<TopicPartition, Long> earliest = list(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> latest = list(partitions, OffsetSpec.latest());
    return switch (target.to()) {
      case EARLIEST -> earliest;
      case LATEST -> latest;
      case TIME -> {
        Map<TopicPartition, Long> found =
            list(
                partitions,
                OffsetSpec.forTimestamp(Objects.requireNonNull(target.time()).toEpochMilli()));
        found.replaceAll((partition, offset) -> offset == NONE ? latest.get(partition) : offset);
        yield found;
      }
      case OFFSET -> {
        Map<TopicPartition, Long> one = new TreeMap<>(ORDER);
        partitions.forEach(
            partition ->
                one.put(
                    partition,
                    checked(
                        partition,
                        Objects.requireNonNull(target.offset()),
                        Objects.requireNonNull(earliest.get(partition)),
                        Objects.requireNonNull(latest.get(partition)))));
        yield one;
      }
    };
  }

  private static long checked(TopicPartition partition, long offset, long first, long end) {
    if (offset < first || offset > end) {
      throw new IllegalArgumentException(
          "Kafka has offsets %s to %s of %s, not %s".formatted(first, end, partition, offset));
    }
    return offset;
  }

  private List<TopicPartition> partitions(List<String> topics) throws Exception {
    List<TopicPartition> partitions = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(topics).topicNameValues();
    for (var topic : asked.entrySet()) {
      try {
        topic
            .getValue()
            .get()
            .partitions()
            .forEach(info -> partitions.add(new TopicPartition(topic.getKey(), info.partition())));
      } catch (ExecutionException e) {
        // A topic of a type that has no published event yet.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return partitions;
  }

  private Map<TopicPartition, Long> list(List<TopicPartition> partitions, OffsetSpec spec)
      throws Exception {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(one -> one, one -> spec));
    Map<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
    Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(asked).all().get();
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** The members of a group with either protocol; none if the group does not exist yet. */
  static Collection<MemberDescription> members(Admin admin, String group) throws Exception {
    try {
      return Objects.requireNonNull(
              admin.describeConsumerGroups(Set.of(group)).all().get().get(group))
          .members();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  /** Removes a static member that has ended; the group would keep its place otherwise. */
  static void forget(Admin admin, String group, Optional<String> name) throws Exception {
    boolean there =
        name.isPresent()
            && members(admin, group).stream()
                .anyMatch(member -> member.groupInstanceId().equals(name));
    if (there) {
      admin
          .removeMembersFromConsumerGroup(
              group,
              new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(name.get()))))
          .all()
          .get();
    }
  }

  static void alter(Admin admin, String group, Map<TopicPartition, Long> offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets(group, wanted).all().get();
  }

  /** Does the work, and fails with Kafka's own exception. */
  static <T> T understood(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new KafkaException(e.getCause());
    }
  }
}
