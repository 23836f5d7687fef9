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
 * @param source the record itself, kept because a parked event is stored as it came
 * @param tenant the tenant whose schema takes what becomes of the record
 * @param event the event in it, or null if the record is unreadable or no event
 * @param streamKey what the event's order is kept for, or null without an event
 * @param control what it tells the bus itself, or null if it is an event or unreadable
 * @param problem why the event cannot be applied, known before any attempt; null for a good event
 * @param failure what the handler failed with, for the log; null unless that is the problem
 */
public record Delivery(
    ConsumerRecord<byte[], byte[]> source,
    TenantId tenant,
    @Nullable Event event,
    @Nullable StreamKey streamKey,
    @Nullable Control control,
    @Nullable String problem,
    @Nullable Throwable failure) {

  // Bytes of the objects around a record and its headers, as a heap dump shows them.
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
   * What the event's order is kept for.
   *
   * @throws NullPointerException if the record is no event
   */
  @Override
  public StreamKey streamKey() {
    return Objects.requireNonNull(streamKey);
  }

  /** The event's sequence; 0 if the record is unreadable. */
  public long sequence() {
    return event == null ? 0 : event.sequence();
  }

  /** Whether the record says to be of the bus alone, readable or not; no handler ever gets it. */
  public boolean concernsTheBus() {
    Header type = source.headers().lastHeader(EventHeaders.TYPE);
    return type != null
        && type.value() != null
        && new String(type.value(), StandardCharsets.UTF_8).startsWith(EventHeaders.CONTROL_TYPES);
  }

  /** The same for all deliveries of one key. */
  public int keyHash() {
    // A numbered event's key is that of its record; others may have another than their record.
    return event != null && event.sequencing() == Sequencing.BY_OFFSET
        ? event.key().hashCode()
        : Arrays.hashCode(source.key());
  }

  /** What the delivery takes of the memory: the record, and the event's texts beside it. */
  public int bytes() {
    int record =
        Math.max(0, source.serializedKeySize()) + Math.max(0, source.serializedValueSize());
    return OVERHEAD + COPIES * record;
  }

  /** One and the same record, whatever was found out about it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delivery delivery && delivery.source == source;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(source);
  }

  /** The same delivery, found to be no event of its key: it belongs to no order. */
  public Delivery notOfItsKey(String cause) {
    return unreadable(source, tenant, cause);
  }

  /** The same delivery, found to be poisonous. */
  public Delivery poisonous(String cause) {
    return new Delivery(source, tenant, event, streamKey, control, cause, null);
  }

  /** The same delivery, which the handler has refused. */
  public Delivery poisonous(HandlerFailedException refusal) {
    return new Delivery(
        source, tenant, event, streamKey, control, refusal.reason(), refusal.getCause());
  }

  /** The keys that some deliveries concern, in lock order; unreadable ones concern none. */
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
