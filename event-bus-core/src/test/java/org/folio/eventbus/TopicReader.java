/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.testing.KafkaBroker;

/** Reads a topic from its beginning, independently of the bus. */
final class TopicReader {

  private TopicReader() {}

  /** At least {@code count} records; those of a partition are in order. */
  static List<ConsumerRecord<String, String>> read(KafkaBroker kafka, String topic, int count) {
    Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    long deadline = System.nanoTime() + TestBus.LIMIT.toNanos();
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (records.size() < count) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "Only %d of %d records on %s".formatted(records.size(), count, topic));
        }
        for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(100))) {
          // Beacons are not events.
          Header type = found.headers().lastHeader(EventHeaders.TYPE);
          if (type == null || !new String(type.value()).startsWith(EventHeaders.CONTROL_TYPES)) {
            records.add(found);
          }
        }
      }
    }
    return records;
  }
}
