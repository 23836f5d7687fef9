/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;

/** Writes events to Kafka in any order and with any sequence, as no relay does. */
final class LooseRecords implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final EventCodec codec;

  LooseRecords(KafkaBroker kafka, EventBusSettings settings) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    codec = new EventCodec(new EventTopics(settings));
  }

  /** Sends an event with the given sequence and waits for its acknowledgement. */
  void send(UUID user, long sequence) {
    send(event(user, sequence));
  }

  void send(Event event) {
    send(encode(event));
  }

  ProducerRecord<byte[], byte[]> encode(Event event) {
    return codec.encode(event, "mod-test-1.0.0", "schema");
  }

  void send(ProducerRecord<byte[], byte[]> kafkaRecord) {
    try {
      producer.send(kafkaRecord).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends many records without waiting for each. */
  void sendAll(List<ProducerRecord<byte[], byte[]>> kafkaRecords) {
    kafkaRecords.forEach(producer::send);
    producer.flush();
  }

  /** An event with the given sequence; equal users and sequences give equal events. */
  static Event event(UUID user, long sequence) {
    return new Event(
        new UUID(user.getMostSignificantBits(), sequence),
        "ITEM_CHECKED_OUT",
        TestBus.DIKU,
        EventCatalog.LOAN_EVENTS,
        user.toString(),
        sequence,
        Instant.now(),
        LoanEvents.json(LoanEvents.itemCheckedOut(user, UUID.randomUUID(), Instant.now())),
        Correlation.NONE,
        null);
  }

  @Override
  public void close() {
    producer.close();
  }
}
