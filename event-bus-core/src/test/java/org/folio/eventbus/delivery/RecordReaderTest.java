/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.testing.ProducedPayload;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record becomes a delivery: an event, a control record, or a parked one. */
class RecordReaderTest {

  private static final String TOPIC = "folio.diku." + EventCatalog.LOAN_EVENTS;
  private static final String BEACON = "org.folio.eventbus.beacon";
  private static final String UNAVAILABLE = "org.folio.eventbus.unavailable";

  private static final EventBusSettings SETTINGS =
      EventBusSettings.from(
          Map.of(
              "DB_HOST", "none",
              "DB_PORT", "5432",
              "DB_USERNAME", "none",
              "DB_PASSWORD", "none",
              "DB_DATABASE", "none",
              "KAFKA_HOST", "none",
              "KAFKA_PORT", "9092"));
  private static final EventCatalog ALL =
      EventCatalog.circulation()
          .and(EventCatalog.feesFines())
          .and(EventCatalog.circulationLog())
          .and(EventCatalog.feesFinesLog());
  private static final String SCHEMA = "DomainEvent.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventTopics topics = new EventTopics(SETTINGS);
  private final RecordReader reader =
      new RecordReader(topics, new EventCodec(topics), EventCatalog.circulation());

  static List<ProducedPayload> produced() {
    return ProducedPayload.all();
  }

  /** Reads the topic of the type, in each form in which FOLIO's producers wrap payloads. */
  @ParameterizedTest
  @MethodSource("produced")
  void whatFoliosProducersSendIsRead(ProducedPayload produced) {
    Optional<String> stream = streamOf(produced);
    if (stream.isEmpty()) {
      EventType type = EventType.domainEvent(produced.type(), "any", produced.type() + SCHEMA);
      assertThat(new EventCatalog(List.of(type)).violations(type, produced.json())).isEmpty();
      return;
    }
    EventTopics perType = new EventTopics(SETTINGS, ALL);
    RecordReader natively = new RecordReader(perType, new EventCodec(perType), ALL);
    String topic =
        "folio.diku." + stream.get().substring(0, stream.get().indexOf('.') + 1) + produced.type();
    ObjectNode envelope = JSON.createObjectNode().put("eventType", produced.type());
    envelope.put("eventPayload", produced.json());
    for (String value :
        List.of(
            produced.json(),
            envelope.toString(),
            "{\"type\":\"CREATED\",\"timestamp\":1,\"data\":{\"map\":%s,\"empty\":false}}"
                .formatted(produced.json()))) {
      Delivery delivery = read(natively, topic, null, "key", value);
      assertThat(delivery.problem()).as(value).isNull();
      assertThat(delivery.event()).as(value).isNotNull();
    }
  }

  private static Optional<String> streamOf(ProducedPayload produced) {
    String log =
        produced.producer().equals("mod-feesfines")
            ? EventCatalog.FEES_FINES_LOG
            : EventCatalog.CIRCULATION_LOG;
    return ALL.type(log, produced.type())
        .or(() -> ALL.type(produced.type()))
        .map(EventType::stream);
  }

  @Test
  void controlRecordsOfTheirFormAreRead() {
    assertThat(read(BEACON, "key", "{\"events\":5,\"stated\":\"2026-11-29T10:00:00Z\"}").control())
        .isInstanceOf(Beacon.class);
    assertThat(
            read(UNAVAILABLE, "key", "{\"first\":1,\"last\":2,\"reason\":\"too old\"}").control())
        .isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"events\":null,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":\"5\",\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":5.5,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":1E400,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":-1,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":9223372036854775807,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":92233720368547758070,\"stated\":\"2026-11-29T10:00:00Z\"}",
        "{\"events\":5}",
        "{\"events\":5,\"stated\":null}",
        "{\"events\":5,\"stated\":7}",
        "{\"events\":5,\"stated\":\"yesterday\"}",
        "{\"events\":5,\"stated\":\"+1000000000-12-31T23:59:59Z\"}",
        "{\"events\":5,\"stated\":\"-2026-11-29T10:00:00Z\"}"
      })
  void malformedBeaconIsParked(String body) {
    assertParked(read(BEACON, "key", body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"first\":null,\"last\":2,\"reason\":\"x\"}",
        "{\"first\":0,\"last\":2,\"reason\":\"x\"}",
        "{\"first\":3,\"last\":2,\"reason\":\"x\"}",
        "{\"first\":1,\"last\":2}",
        "{\"first\":1,\"last\":2,\"reason\":null}",
        "{\"first\":1,\"last\":2,\"reason\":\"a\\u0000b\"}",
        "{\"first\":1,\"last\":2,\"reason\":5}"
      })
  void malformedAnswerIsParked(String body) {
    assertParked(read(UNAVAILABLE, "key", body));
  }

  @Test
  void answerForAKeyThatNoTableHoldsIsParked() {
    String body = "{\"first\":1,\"last\":2,\"reason\":\"x\"}";

    assertParked(read(UNAVAILABLE, "a\0b", body));
    assertParked(read(UNAVAILABLE, "k".repeat(2_000), body));
  }

  @Test
  void deeplyNestedPayloadIsParked() {
    assertParked(read(BEACON, "key", "{\"events\":" + "[".repeat(100_000)));
  }

  private static void assertParked(Delivery delivery) {
    assertThat(delivery.problem()).isNotBlank();
    assertThat(delivery.control()).isNull();
    assertThat(delivery.event()).isNull();
  }

  private Delivery read(String type, String key, String value) {
    return read(reader, TOPIC, type, key, value);
  }

  private static Delivery read(
      RecordReader reader, String topic, @Nullable String type, String key, String value) {
    RecordHeaders headers = new RecordHeaders();
    if (type != null) {
      headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    }
    return reader
        .read(
            new ConsumerRecord<>(
                topic,
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                key.length(),
                value.length(),
                key.getBytes(StandardCharsets.UTF_8),
                value.isEmpty() ? null : value.getBytes(StandardCharsets.UTF_8),
                headers,
                Optional.empty()))
        .orElseThrow();
  }
}
