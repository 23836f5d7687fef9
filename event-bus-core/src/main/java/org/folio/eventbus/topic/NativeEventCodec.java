/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventType;
import org.folio.eventbus.KeyRule;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.wire.EventHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of FOLIO's own producers: events without a number, on the topic of their type.
 *
 * <p>The topic determines the type. The stream is the topic's name after the tenant, with the
 * partition. The sequence is the offset plus one. The id is derived from topic, partition, offset
 * and timestamp: the same record always gives the same id, and a record of a topic that was deleted
 * and created again gives another. The catalog says where the key is; otherwise it is the record's
 * key. The payload of a storage module's domain event is its whole value. Safe for use by several
 * threads.
 */
public final class NativeEventCodec {

  // As folio-kafka-wrapper writes headers: in the letter case of the request, which
  // mod-circulation and RMB make lower-case.
  private static final String LOWER_TENANT = EventHeaders.TENANT.toLowerCase(Locale.ROOT);
  private static final String LOWER_REQUEST_ID = EventHeaders.REQUEST_ID.toLowerCase(Locale.ROOT);
  private static final String LOWER_USER_ID = EventHeaders.USER_ID.toLowerCase(Locale.ROOT);

  private static final List<String> TENANT_HEADERS =
      List.of(EventHeaders.TENANT, EventHeaders.FOLIO_TENANT, LOWER_TENANT);

  private static final String METADATA = "metadata";
  private static final String CREATED = "createdDate";

  private static final long LAST_MILLISECOND =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final EventTopics topics;

  /** A codec for the topics of one installation. */
  public NativeEventCodec(EventTopics topics) {
    this.topics = topics;
  }

  /** Whether a record on the topic of a type comes from a producer without numbers. */
  public static boolean isUnnumbered(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return kafkaRecord.headers().lastHeader(EventHeaders.SEQUENCE) == null;
  }

  /**
   * The tenant that a record on a topic of several tenants belongs to.
   *
   * @return empty if no header names one
   */
  public static Optional<TenantId> tenantOf(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return TENANT_HEADERS.stream()
        .map(name -> kafkaRecord.headers().lastHeader(name))
        .filter(header -> header != null && header.value() != null)
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .filter(TenantId::isValid)
        .map(TenantId::new)
        .findFirst();
  }

  /**
   * The event in a record.
   *
   * @param type the only type that the record's topic carries
   * @param tenant the tenant that the record belongs to
   * @throws UnreadableEventException if the record is not an event
   */
  public Event decode(ConsumerRecord<byte[], byte[]> kafkaRecord, EventType type, TenantId tenant) {
    NativeValue value =
        NativeValue.read(
            EventCodec.text(kafkaRecord.value(), "The record has no value"),
            type.name(),
            type.form());
    Headers headers = kafkaRecord.headers();
    checkTenant(headers, value, tenant);
    return new Event(
        id(kafkaRecord),
        type.name(),
        tenant,
        topics.nameOf(kafkaRecord.topic()) + "-" + kafkaRecord.partition(),
        key(kafkaRecord, value, type.keyRule()),
        kafkaRecord.offset() + 1,
        time(kafkaRecord, value),
        value.text(),
        new Correlation(
            either(headers, EventHeaders.REQUEST_ID, LOWER_REQUEST_ID),
            either(headers, EventHeaders.USER_ID, LOWER_USER_ID),
            EventCodec.optional(headers, EventHeaders.TRACEPARENT)),
        null,
        Sequencing.BY_OFFSET);
  }

  private static void checkTenant(Headers headers, NativeValue value, TenantId tenant) {
    Stream.concat(
            TENANT_HEADERS.stream().map(name -> EventCodec.optional(headers, name)),
            Stream.ofNullable(value.tenant()))
        .filter(claimed -> claimed != null && !claimed.equals(tenant.value()))
        .findFirst()
        .ifPresent(
            claimed -> {
              throw new UnreadableEventException(
                  "The record claims another tenant than " + tenant + ", whose record it is");
            });
  }

  private static UUID id(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    String place =
        "%s-%s@%s@%s"
            .formatted(
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                kafkaRecord.timestamp());
    return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
  }

  // The producer's own key is not used first: mod-feesfines sets it to the type's name, the same
  // for all patrons.
  private static String key(
      ConsumerRecord<byte[], byte[]> kafkaRecord, NativeValue value, KeyRule rule) {
    String key =
        rule.key(value.payload())
            .map(EventKeys::canonical)
            .orElseGet(
                () ->
                    EventCodec.text(
                        kafkaRecord.key(), "Neither the record nor its payload has a key"));
    return EventKeys.storable(key);
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> kafkaRecord, NativeValue value) {
    return FolioDateTime.of(value.payload().path(METADATA).path(CREATED))
        .orElseGet(
            () -> {
              Long stated = value.timestamp();
              long millis = stated == null ? kafkaRecord.timestamp() : stated;
              return Instant.ofEpochMilli(Math.max(0, Math.min(millis, LAST_MILLISECOND)));
            });
  }

  private static @Nullable String either(Headers headers, String name, String other) {
    String value = EventCodec.optional(headers, name);
    return value == null ? EventCodec.optional(headers, other) : value;
  }
}
