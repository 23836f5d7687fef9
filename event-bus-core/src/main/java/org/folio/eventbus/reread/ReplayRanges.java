/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.admin.replay.OffsetRange;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayedPartition;
import org.jspecify.annotations.Nullable;

/** The offsets to read on the partitions of some topics, and the progress. */
final class ReplayRanges {

  private final List<String> topics;
  private final Function<Set<TopicPartition>, Map<TopicPartition, Long>> bounds;
  private final Map<TopicPartition, Range> ranges = new LinkedHashMap<>();

  /**
   * Ranges on topics, some of which may not exist.
   *
   * @param bounds upper bounds of the offsets, for partitions that have one; called on the reading
   *     thread
   */
  ReplayRanges(
      List<String> topics, Function<Set<TopicPartition>, Map<TopicPartition, Long>> bounds) {
    this.topics = List.copyOf(topics);
    this.bounds = bounds;
  }

  private static final class Range {
    private final long asked;
    private final long from;
    private final long end;
    private long next;

    private Range(long asked, long from, long end) {
      this.asked = asked;
      this.from = from;
      this.end = Math.max(from, end);
      this.next = from;
    }
  }

  /**
   * Finds the offsets, and seeks the consumer to their beginning.
   *
   * @throws IllegalArgumentException with an explanation if the selection names something that does
   *     not exist
   */
  void resolve(Consumer<byte[], byte[]> consumer, RecordSelection selection) {
    List<TopicPartition> partitions = partitions(consumer, selection.offsets());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> ofTime = offsetsAt(consumer, partitions, selection.from());
    Map<TopicPartition, Long> most = bounds.apply(Set.copyOf(partitions));
    for (TopicPartition partition : partitions) {
      long beginning = Objects.requireNonNull(beginnings.get(partition));
      long end =
          Math.min(
              Objects.requireNonNull(ends.get(partition)),
              most.getOrDefault(partition, Long.MAX_VALUE));
      long asked = selection.offsets() == null ? beginning : selection.offsets().from();
      long from = Math.max(Math.max(asked, beginning), ofTime.getOrDefault(partition, 0L));
      long last = selection.offsets() == null ? end : Math.min(end, selection.offsets().end());
      ranges.put(partition, new Range(asked, Math.min(from, end), last));
    }
    List<TopicPartition> toRead = ranges.keySet().stream().filter(this::unfinished).toList();
    consumer.assign(toRead);
    toRead.forEach(partition -> consumer.seek(partition, range(partition).from));
  }

  private List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, @Nullable OffsetRange only) {
    List<String> wanted = only == null ? topics : List.of(topicOf(only));
    List<TopicPartition> found = new ArrayList<>();
    for (String topic : wanted) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "None of the topics %s exists; enable the tenant to create them"
              .formatted(String.join(", ", wanted)));
    }
    if (only == null) {
      return found;
    }
    return found.stream()
        .filter(partition -> partition.partition() == only.partition())
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Topic %s has no partition %s; it has %s, numbered from 0"
                        .formatted(wanted.get(0), only.partition(), found.size())));
  }

  private String topicOf(OffsetRange only) {
    if (only.topic() == null && topics.size() > 1) {
      throw new IllegalArgumentException(
          "The subscription reads several topics; name the topic of the offsets: "
              + String.join(", ", topics));
    }
    String topic = only.topic() == null ? topics.get(0) : only.topic();
    if (!topics.contains(topic)) {
      throw new IllegalArgumentException(
          "The subscription does not read topic %s; it reads %s"
              .formatted(topic, String.join(", ", topics)));
    }
    return topic;
  }

  // A partition without a record of that timestamp or a later one has nothing to read.
  private static Map<TopicPartition, Long> offsetsAt(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, @Nullable Instant from) {
    if (from == null) {
      return Map.of();
    }
    Map<TopicPartition, Long> times =
        partitions.stream()
            .collect(
                Collectors.toMap(
                    partition -> partition, partition -> Math.max(0, from.toEpochMilli())));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times).entrySet()) {
      offsets.put(
          found.getKey(), found.getValue() == null ? Long.MAX_VALUE : found.getValue().offset());
    }
    return offsets;
  }

  /** Whether the record is to be read. */
  boolean contains(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    Range range = ranges.get(new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()));
    return range != null && kafkaRecord.offset() < range.end;
  }

  /** Notes that a record was read. */
  void passed(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    range(new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition())).next =
        kafkaRecord.offset() + 1;
  }

  /** Advances over offsets without records at the end, for example transaction markers. */
  void advance(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> finished = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      Range range = range(partition);
      if (consumer.position(partition) >= range.end) {
        range.next = range.end;
        finished.add(partition);
      }
    }
    consumer.pause(finished);
  }

  /** Whether everything was read. */
  boolean finished() {
    return ranges.keySet().stream().noneMatch(this::unfinished);
  }

  private Range range(TopicPartition partition) {
    return Objects.requireNonNull(ranges.get(partition));
  }

  private boolean unfinished(TopicPartition partition) {
    Range range = range(partition);
    return range.next < range.end;
  }

  /** How far each partition was read. */
  List<ReplayedPartition> replayed() {
    return ranges.entrySet().stream()
        .map(
            entry ->
                new ReplayedPartition(
                    entry.getKey().topic(),
                    entry.getKey().partition(),
                    entry.getValue().asked,
                    entry.getValue().from,
                    entry.getValue().next))
        .toList();
  }
}
