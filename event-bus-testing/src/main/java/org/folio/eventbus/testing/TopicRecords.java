/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records of a topic, read without any part of the bus. */
public final class TopicRecords {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private TopicRecords() {}

  /**
   * All records now on a topic, in the order of each partition.
   *
   * @throws IllegalStateException if they cannot be read within a minute
   */
  public static List<ConsumerRecord<String, String>> of(KafkaBroker kafka, String topic) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    StringDeserializer text = new StringDeserializer();
    Deadline deadline = Deadline.in(LIMIT);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), text, text)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(part -> consumer.position(part) < Objects.requireNonNull(ends.get(part)))) {
        if (deadline.passed()) {
          throw new IllegalStateException(
              "Topic %s could not be read within %s s".formatted(topic, LIMIT.toSeconds()));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** The headers of a record as texts, by name. */
  public static Map<String, String> headers(ConsumerRecord<String, String> sent) {
    Map<String, String> headers = new TreeMap<>();
    sent.headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
