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
 * A round of sends through one producer, with each topic divided as it was at its first record. If
 * a topic is divided anew meanwhile, a later event of a key would go to another partition and could
 * overtake an earlier one.
 */
final class ProducerRound {

  private final RenewableProducer producers;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, Integer> counts = new HashMap<>();

  // Read by whoever looks for losses, while the round goes on.
  private final Map<String, Integer> highest = new ConcurrentHashMap<>();

  /**
   * Begins a round.
   *
   * @throws KafkaException if no producer can be made
   */
  ProducerRound(RenewableProducer producers) {
    this.producers = producers;
    this.producer = producers.current();
  }

  /** Sends a record to the partition to which Kafka's own partitioner would send it. */
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
   * What became of a topic that has lost a partition for which the round has records: these wait
   * for ever, because a producer does not place a record twice. Empty if nothing is lost, or if
   * nobody knows.
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

  /** Ends the producer; what the round has not sent yet fails. */
  void abandon() {
    producers.discard(producer);
  }

  // A topic that brokers do not have may come back as it was.
  private int partitions(String topic) {
    try {
      return producer.partitionsFor(topic).size();
    } catch (KafkaException | IllegalStateException e) {
      return Integer.MAX_VALUE;
    }
  }
}
