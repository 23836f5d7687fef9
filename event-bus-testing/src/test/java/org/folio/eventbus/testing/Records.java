/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Values written to and read from the first partition of a topic. */
final class Records {

  private Records() {}

  /** Returns when the broker has acknowledged all of them. */
  static void produce(KafkaBroker broker, String topic, List<String> values) throws Exception {
    produce(broker.bootstrapServers(), topic, values);
  }

  static void produce(String address, String topic, List<String> values) throws Exception {
    StringSerializer text = new StringSerializer();
    Map<String, Object> settings = Map.of("bootstrap.servers", address, "acks", "all");
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, text, text)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  static List<String> readAll(KafkaBroker broker, String topic) {
    StringDeserializer text = new StringDeserializer();
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrapServers()), text, text)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
      }
    }
    return read;
  }
}
