/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Operation;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.wire.EventHeaders;
import org.jspecify.annotations.Nullable;

/** Events as Kafka records and back. Safe for use by several threads. */
public final class EventCodec {

  private static final String SPEC_VERSION = "1.0";
  private static final String JSON = "application/json";
  private static final int SEQUENCE_DIGITS = 20;
  private static final char REPLACEMENT = '\uFFFD';

  private final EventTopics topics;

  /** A codec for the topics of one installation. */
  public EventCodec(EventTopics topics) {
    this.topics = topics;
  }

  /**
   * The record that carries an event on its stream's topic.
   *
   * @param source the publishing module
   * @param dataSchema identifier of the payload's schema
   */
  public ProducerRecord<byte[], byte[]> encode(Event event, String source, String dataSchema) {
    return encode(event, source, dataSchema, topics.topic(event.tenant(), event.stream()));
  }

  /**
   * The records of an event, one for each topic that it is written to; at least one. They differ
   * only in their topic.
   */
  public List<ProducerRecord<byte[], byte[]>> encodeAll(
      Event event, String source, String dataSchema) {
    return topics.written(event.tenant(), event.stream(), event.type()).stream()
        .map(topic -> encode(event, source, dataSchema, topic))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> encode(
      Event event, String source, String dataSchema, String topic) {
    var kafkaRecord =
        new ProducerRecord<>(
            topic,
            null,
            // The time of sending. Kafka's retention depends on it: a fact of last year would be
            // deleted before anybody has read it. The fact's own time is a header.
            null,
            bytes(event.key()),
            bytes(event.payload()));
    Headers headers = kafkaRecord.headers();
    put(headers, EventHeaders.SPEC_VERSION, SPEC_VERSION);
    put(headers, EventHeaders.ID, event.id().toString());
    put(headers, EventHeaders.TYPE, event.type());
    put(headers, EventHeaders.SOURCE, source);
    put(headers, EventHeaders.SUBJECT, event.key());
    put(headers, EventHeaders.TIME, FolioDateTime.format(event.time()));
    put(headers, EventHeaders.DATA_SCHEMA, dataSchema);
    put(headers, EventHeaders.CONTENT_TYPE, JSON);
    put(headers, EventHeaders.SEQUENCE, padded(event.sequence()));
    put(headers, EventHeaders.TENANT, event.tenant().value());
    put(headers, EventHeaders.FOLIO_TENANT, event.tenant().value());
    Operation operation = event.operation();
    if (operation != null) {
      put(headers, EventHeaders.OPERATION_ID, operation.id().toString());
      put(headers, EventHeaders.OPERATION_INDEX, Integer.toString(operation.index()));
      put(headers, EventHeaders.OPERATION_SIZE, Integer.toString(operation.size()));
    }
    put(headers, EventHeaders.REQUEST_ID, event.correlation().requestId());
    put(headers, EventHeaders.USER_ID, event.correlation().userId());
    put(headers, EventHeaders.TRACEPARENT, event.correlation().traceparent());
    put(headers, EventHeaders.DERIVED_FROM, event.correlation().derivedFrom());
    return kafkaRecord;
  }

  /**
   * The type in a record's header.
   *
   * @return empty text if the record has none
   * @throws UnreadableEventException if it is not a text
   */
  public String typeOf(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    Header type = kafkaRecord.headers().lastHeader(EventHeaders.TYPE);
    return type == null || type.value() == null ? "" : text(type.value(), "");
  }

  /**
   * The event in a record.
   *
   * @throws UnreadableEventException if the record is not an event of this installation
   */
  public Event decode(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    // A search per header would scan all of them a dozen times.
    Map<String, String> headers = texts(kafkaRecord.headers());
    try {
      return new Event(
          UUID.fromString(required(headers, EventHeaders.ID)),
          required(headers, EventHeaders.TYPE),
          tenant(kafkaRecord.topic(), required(headers, EventHeaders.TENANT)),
          topics.streamOf(kafkaRecord.topic()),
          key(kafkaRecord, required(headers, EventHeaders.SUBJECT)),
          sequence(required(headers, EventHeaders.SEQUENCE)),
          FolioDateTime.parse(required(headers, EventHeaders.TIME)),
          text(kafkaRecord.value(), "The record has no value"),
          correlation(headers),
          operation(headers));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnreadableEventException("A header of the record is malformed: " + e.getMessage());
    }
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new HashMap<>();
    for (Header header : headers) {
      if (header.value() != null) {
        String value = text(header.value(), header.key());
        if (value.indexOf('\0') >= 0) {
          throw new UnreadableEventException("A header of the record holds a NUL");
        }
        texts.put(header.key(), value);
      }
    }
    return texts;
  }

  private TenantId tenant(String topic, String claimed) {
    TenantId owner = topics.tenantOf(topic).orElse(null);
    if (owner == null) {
      return new TenantId(claimed);
    }
    if (!owner.value().equals(claimed)) {
      throw new UnreadableEventException(
          "The record claims tenant %s but lies in a topic of tenant %s"
              .formatted(new TenantId(claimed), owner));
    }
    return owner;
  }

  private static String key(ConsumerRecord<byte[], byte[]> kafkaRecord, String subject) {
    if (!text(kafkaRecord.key(), "The record has no key").equals(subject)) {
      throw new UnreadableEventException("Record key and " + EventHeaders.SUBJECT + " differ");
    }
    return EventKeys.storable(subject);
  }

  private static long sequence(String digits) {
    try {
      long sequence = Long.parseLong(digits);
      if (sequence > 0) {
        return sequence;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with numbers that are too small.
    }
    throw new UnreadableEventException(EventHeaders.SEQUENCE + " is not a positive number");
  }

  private static Correlation correlation(Map<String, String> headers) {
    return new Correlation(
        headers.get(EventHeaders.REQUEST_ID),
        headers.get(EventHeaders.USER_ID),
        headers.get(EventHeaders.TRACEPARENT),
        headers.get(EventHeaders.DERIVED_FROM));
  }

  private static @Nullable Operation operation(Map<String, String> headers) {
    String id = headers.get(EventHeaders.OPERATION_ID);
    return id == null
        ? null
        : new Operation(
            UUID.fromString(id),
            Integer.parseInt(required(headers, EventHeaders.OPERATION_INDEX)),
            Integer.parseInt(required(headers, EventHeaders.OPERATION_SIZE)));
  }

  private static String required(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      throw new UnreadableEventException("The record has no header " + name);
    }
    return value;
  }

  static @Nullable String optional(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : text(header.value(), name);
  }

  static String text(byte @Nullable [] bytes, String missing) {
    if (bytes == null) {
      throw new UnreadableEventException(missing);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Invalid UTF-8 becomes this character; only a text that contains it needs a strict check.
    return text.indexOf(REPLACEMENT) < 0 ? text : strictText(bytes);
  }

  private static String strictText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableEventException("The record is not UTF-8");
    }
  }

  private static String padded(long sequence) {
    String digits = Long.toString(sequence);
    return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, bytes(value));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
