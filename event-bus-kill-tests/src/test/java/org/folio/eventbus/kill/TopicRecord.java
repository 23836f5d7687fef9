/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.folio.eventbus.base.wire.EventHeaders;

/** A record of the topic, read without any part of the bus. */
record TopicRecord(Fact event, int partition, long offset) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** All records on the topic, in order within a partition. */
  static List<TopicRecord> readAll(String bootstrapServers, String topic) {
    List<TopicRecord> records = new ArrayList<>();
    StringDeserializer text = new StringDeserializer();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (var consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers), text, text)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("The topic could not be read within " + LIMIT);
        }
        for (ConsumerRecord<String, String> found : consumer.poll(POLL)) {
          // Beacons are not events.
          if (!header(found, EventHeaders.TYPE).startsWith(EventHeaders.CONTROL_TYPES)) {
            records.add(of(found));
          }
        }
      }
    }
    return records;
  }

  private static TopicRecord of(ConsumerRecord<String, String> found) {
    return new TopicRecord(
        new Fact(
            UUID.fromString(header(found, "ce_id")),
            found.key(),
            Long.parseLong(header(found, "ce_sequence"))),
        found.partition(),
        found.offset());
  }

  private static String header(ConsumerRecord<String, String> found, String name) {
    return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  String place() {
    return partition + "-" + offset;
  }
}
