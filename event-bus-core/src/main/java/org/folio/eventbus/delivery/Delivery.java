/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.gap.Control;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.handler.HandlerFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A record that Kafka has delivered, on its way to the handler.
 *
 * @param source the record itself, because a parked event is stored as it was delivered
 * @param tenant the tenant whose schema stores the outcome of the record
 * @param event the event in the record, or null if the record is unreadable or not an event
 * @param streamKey the scope of the event's order, or null without an event
 * @param control the record's message to the bus itself, or null if the record is an event or
 *     unreadable
 * @param problem why the record cannot be applied, known from reading it, from its key or from a
 *     failed attempt; null for a good event. The cause of the parked event
 * @param failure the handler's failure, for the log; null unless the failure is the problem
 */
public record Delivery(
    ConsumerRecord<byte[], byte[]> source,
    TenantId tenant,
    @Nullable Event event,
    @Nullable StreamKey streamKey,
    @Nullable Control control,
    @Nullable String problem,
    @Nullable Throwable failure) {

  // Bytes of the objects around a record and its headers, measured in a heap dump.
  private static final int OVERHEAD = 3_000;

  // The record's own bytes, and the text of its payload.
  private static final int COPIES = 2;

  public static Delivery of(
      ConsumerRecord<byte[], byte[]> source,
      TenantId tenant,
      Event event,
      @Nullable String problem) {
    return new Delivery(source, tenant, event, StreamKey.of(event), null, problem, null);
  }

  public static Delivery of(
      ConsumerRecord<byte[], byte[]> source, TenantId tenant, Control control) {
    return new Delivery(source, tenant, null, null, control, null, null);
  }

  static Delivery unreadable(
      ConsumerRecord<byte[], byte[]> source, TenantId tenant, String problem) {
    return new Delivery(source, tenant, null, null, null, problem, null);
  }

  public TopicPartition partition() {
    return new TopicPartition(source.topic(), source.partition());
  }

  public boolean isOf(TopicPartition partition) {
    return source.partition() == partition.partition() && source.topic().equals(partition.topic());
  }

  public long offset() {
    return source.offset();
  }

  /** When the record was written, in milliseconds. */
  public long timestamp() {
    return source.timestamp();
  }

  /**
   * The scope of the event's order.
   *
   * @throws NullPointerException if the record is not an event
   */
  @Override
  public StreamKey streamKey() {
    return Objects.requireNonNull(streamKey);
  }

  /** The event's sequence; 0 if the record is unreadable. */
  public long sequence() {
    return event == null ? 0 : event.sequence();
  }

  /** Whether the record is a message to the bus, readable or not; handlers never receive it. */
  public boolean concernsTheBus() {
    Header type = source.headers().lastHeader(EventHeaders.TYPE);
    return type != null
        && type.value() != null
        && new String(type.value(), StandardCharsets.UTF_8).startsWith(EventHeaders.CONTROL_TYPES);
  }

  /** Equal for all deliveries of one key. */
  public int keyHash() {
    // The record of a numbered event has the event's key; other records may have another key.
    return event != null && event.sequencing() == Sequencing.BY_OFFSET
        ? event.key().hashCode()
        : Arrays.hashCode(source.key());
  }

  /** Bytes in memory: the record, and the event's texts beside it. */
  public int bytes() {
    int record =
        Math.max(0, source.serializedKeySize()) + Math.max(0, source.serializedValueSize());
    return OVERHEAD + COPIES * record;
  }

  /** Whether both are the same record, regardless of what is known about it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delivery delivery && delivery.source == source;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(source);
  }

  /** The same delivery, found not to be an event of its key: it has no place in any order. */
  public Delivery notOfItsKey(String cause) {
    return unreadable(source, tenant, cause);
  }

  /** The same delivery, found to be poisonous. */
  public Delivery poisonous(String cause) {
    return new Delivery(source, tenant, event, streamKey, control, cause, null);
  }

  /** The same delivery, rejected by the handler. */
  public Delivery poisonous(HandlerFailedException refusal) {
    return new Delivery(
        source, tenant, event, streamKey, control, refusal.reason(), refusal.getCause());
  }

  /** The keys of some deliveries, in lock order; unreadable ones have none. */
  public static SortedSet<StreamKey> keysOf(List<Delivery> deliveries) {
    SortedSet<StreamKey> keys = new TreeSet<>();
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null) {
        keys.add(delivery.streamKey());
      } else if (delivery.control() instanceof Unavailable gone) {
        keys.add(gone.key());
      }
    }
    return keys;
  }
}
