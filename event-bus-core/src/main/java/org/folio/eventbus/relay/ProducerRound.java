/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.folio.eventbus.produce.RenewableProducer;

/**
 * A round of sends through one producer. It keeps the number of partitions that each topic had at
 * its first record. If the number of partitions changed within a round, a later event of a key
 * could go to another partition and overtake an earlier one.
 */
final class ProducerRound {

  private final RenewableProducer producers;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, Integer> counts = new HashMap<>();

  // The check for lost partitions reads it during the round.
  private final Map<String, Integer> highest = new ConcurrentHashMap<>();

  /**
   * Begins a round.
   *
   * @throws KafkaException if no producer can be created
   */
  ProducerRound(RenewableProducer producers) {
    this.producers = producers;
    this.producer = producers.current();
  }

  /** Sends a record to the partition that Kafka's own partitioner would choose. */
  Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> unplaced) {
    String topic = unplaced.topic();
    int partition;
    try {
      int count = counts.computeIfAbsent(topic, unknown -> producer.partitionsFor(topic).size());
      partition = BuiltInPartitioner.partitionForKey(unplaced.key(), count);
    } catch (KafkaException | IllegalStateException e) {
      return Future.failedFuture(e);
    }
    highest.merge(topic, partition, Math::max);
    return producers.send(
        producer,
        new ProducerRecord<>(
            topic,
            partition,
            unplaced.timestamp(),
            unplaced.key(),
            unplaced.value(),
            unplaced.headers()));
  }

  /**
   * Describes a topic that has lost a partition with pending records of the round. These would wait
   * for ever, because a producer does not reassign a record. Empty if no partition is lost, or if
   * it is not known.
   */
  Optional<String> loss() {
    return highest.entrySet().stream()
        .filter(used -> used.getValue() >= partitions(used.getKey()))
        .map(
            used ->
                "topic %s has %s partitions now, and events are placed on partition %s"
                    .formatted(used.getKey(), partitions(used.getKey()), used.getValue()))
        .findAny();
  }

  /** Closes the producer; unsent records of the round fail. */
  void abandon() {
    producers.discard(producer);
  }

  // A topic that is missing on the brokers may return unchanged.
  private int partitions(String topic) {
    try {
      return producer.partitionsFor(topic).size();
    } catch (KafkaException | IllegalStateException e) {
      return Integer.MAX_VALUE;
    }
  }
}
