/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;
import org.folio.eventbus.topic.NativeEventCodec;
import org.folio.eventbus.topic.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records into deliveries: reads the event and validates its payload. Safe for use by several
 * threads.
 */
public final class RecordReader {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  private final EventTopics topics;
  private final EventCodec codec;
  private final NativeEventCodec nativeCodec;
  private final EventCatalog catalog;

  public RecordReader(EventTopics topics, EventCodec codec, EventCatalog catalog) {
    this.topics = topics;
    this.codec = codec;
    this.nativeCodec = new NativeEventCodec(topics);
    this.catalog = catalog;
  }

  /**
   * Reads a record.
   *
   * @return empty if the record belongs to no tenant, so no tenant's schema can store it
   */
  public Optional<Delivery> read(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return tenant(kafkaRecord).map(tenant -> read(kafkaRecord, tenant));
  }

  private Delivery read(ConsumerRecord<byte[], byte[]> kafkaRecord, TenantId tenant) {
    try {
      String type = codec.typeOf(kafkaRecord);
      if (Unavailable.isType(type)) {
        return Delivery.of(
            kafkaRecord,
            tenant,
            Unavailable.decode(kafkaRecord, topics.streamOf(kafkaRecord.topic())));
      }
      if (Beacon.isType(type)) {
        return Delivery.of(kafkaRecord, tenant, Beacon.decode(kafkaRecord));
      }
      Optional<EventType> only = topics.typeOf(kafkaRecord.topic());
      Event event =
          only.isPresent() && NativeEventCodec.isUnnumbered(kafkaRecord)
              ? nativeCodec.decode(kafkaRecord, only.get(), tenant)
              : codec.decode(kafkaRecord);
      if (only.isPresent() && !only.get().name().equals(event.type())) {
        throw new UnreadableEventException("The record is of another type than its topic");
      }
      return Delivery.of(kafkaRecord, tenant, event, problem(event, only));
    } catch (UnreadableEventException | IllegalArgumentException e) {
      return Delivery.unreadable(kafkaRecord, tenant, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a record holds, the next record must be read. The message may hold a part of the
      // payload.
      LOG.warn(
          "{} The record at {}-{} offset {} cannot be read for an unexpected reason: {} at {}",
          LogCode.RECORD_UNREADABLE,
          kafkaRecord.topic(),
          kafkaRecord.partition(),
          kafkaRecord.offset(),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0]);
      return Delivery.unreadable(
          kafkaRecord, tenant, "It cannot be read: " + e.getClass().getSimpleName());
    }
  }

  // A type that the catalog does not know comes from a newer producer; it is not validated.
  private @Nullable String problem(Event event, Optional<EventType> ofTopic) {
    Optional<EventType> type = ofTopic.or(() -> catalog.type(event.stream(), event.type()));
    if (type.isEmpty()) {
      return null;
    }
    List<Violation> violations = catalog.violations(type.get(), event.payload());
    return violations.isEmpty()
        ? null
        : "The payload does not satisfy its schema: "
            + violations.stream()
                .map(violation -> violation.path() + " " + violation.message())
                .collect(Collectors.joining("; "));
  }

  private Optional<TenantId> tenant(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    Optional<TenantId> owner = topics.tenantOf(kafkaRecord.topic());
    if (owner.isPresent()) {
      return owner;
    }
    return NativeEventCodec.tenantOf(kafkaRecord);
  }
}
