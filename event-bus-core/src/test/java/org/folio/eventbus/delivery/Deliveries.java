/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.TenantId;

/** Creates deliveries of events without publishing them. */
public final class Deliveries {

  private Deliveries() {}

  /** An event of a tenant on a partition of the tenant's topic. */
  public static Delivery of(String tenant, int partition, long offset, int valueBytes) {
    return writtenAt(0, tenant, partition, offset, valueBytes);
  }

  /** Adds the time of the record, in milliseconds. */
  static Delivery writtenAt(
      long millis, String tenant, int partition, long offset, int valueBytes) {
    return numbered(millis, tenant, partition, offset, valueBytes, "key-" + offset, 1);
  }

  /** Adds the event's key and sequence. */
  public static Delivery numbered(
      long millis,
      String tenant,
      int partition,
      long offset,
      int valueBytes,
      String key,
      long sequence) {
    byte[] value = new byte[valueBytes];
    ConsumerRecord<byte[], byte[]> source =
        new ConsumerRecord<>(
            "folio." + tenant + "." + EventCatalog.LOAN_EVENTS,
            partition,
            offset,
            millis,
            TimestampType.CREATE_TIME,
            key.length(),
            value.length,
            key.getBytes(StandardCharsets.UTF_8),
            value,
            new RecordHeaders(),
            Optional.empty());
    Event event =
        new Event(
            UUID.randomUUID(),
            "ITEM_CHECKED_OUT",
            new TenantId(tenant),
            EventCatalog.LOAN_EVENTS,
            key,
            sequence,
            Instant.EPOCH,
            "{}",
            Correlation.NONE,
            null);
    return Delivery.of(source, event.tenant(), event, null);
  }
}
