/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.gap.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * A record that Kafka has delivered, on its way to the handler.
 *
 * @param source the record itself, kept because a parked event is stored as it came
 * @param tenant the tenant whose schema takes what becomes of the record
 * @param event the event in it, or null if the record is unreadable or no event
 * @param unavailable the producer's answer in it, or null if it is none
 * @param problem why the event cannot be applied, known before any attempt; null for a good event
 */
record Delivery(
    ConsumerRecord<byte[], byte[]> source,
    TenantId tenant,
    @Nullable Event event,
    @Nullable Unavailable unavailable,
    @Nullable String problem) {

  static Delivery of(
      ConsumerRecord<byte[], byte[]> source,
      TenantId tenant,
      Event event,
      @Nullable String problem) {
    return new Delivery(source, tenant, event, null, problem);
  }

  static Delivery of(ConsumerRecord<byte[], byte[]> source, TenantId tenant, Unavailable answer) {
    return new Delivery(source, tenant, null, answer, null);
  }

  static Delivery unreadable(
      ConsumerRecord<byte[], byte[]> source, TenantId tenant, String problem) {
    return new Delivery(source, tenant, null, null, problem);
  }

  TopicPartition partition() {
    return new TopicPartition(source.topic(), source.partition());
  }

  long offset() {
    return source.offset();
  }

  /** When the record was written, in milliseconds. */
  long timestamp() {
    return source.timestamp();
  }

  /** What the event's order is kept for; only for a readable record. */
  StreamKey streamKey() {
    return StreamKey.of(Objects.requireNonNull(event));
  }

  /** The event's sequence; 0 if the record is unreadable. */
  long sequence() {
    return event == null ? 0 : event.sequence();
  }

  /** The same for all deliveries of one key. */
  int keyHash() {
    // A numbered event's key is that of its record; others may have another than their record.
    return event != null && event.sequencing() == Sequencing.BY_OFFSET
        ? event.key().hashCode()
        : Arrays.hashCode(source.key());
  }

  int bytes() {
    return Math.max(0, source.serializedKeySize()) + Math.max(0, source.serializedValueSize());
  }

  /** The same delivery, found to be poisonous. */
  Delivery poisonous(String cause) {
    return new Delivery(source, tenant, event, unavailable, cause);
  }

  /** The keys of some deliveries, in lock order; unreadable ones have none. */
  static SortedSet<StreamKey> keysOf(List<Delivery> deliveries) {
    SortedSet<StreamKey> keys = new TreeSet<>();
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null) {
        keys.add(delivery.streamKey());
      }
    }
    return keys;
  }
}
