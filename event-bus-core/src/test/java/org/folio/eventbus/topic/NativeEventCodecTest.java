/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record formats of FOLIO's own producers. */
class NativeEventCodecTest {

  private static final TenantId DIKU = new TenantId("diku");
  private static final String TOPIC = "folio.diku.circulation.ITEM_CHECKED_OUT";
  private static final EventType TYPE =
      EventCatalog.circulation().type("ITEM_CHECKED_OUT").orElseThrow();
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String FLAT =
      "{\"userId\":\""
          + USER
          + "\",\"gracePeriod\":{\"duration\":3,\"intervalId\":\"Weeks\"},\"balance\":1.50}";

  private final NativeEventCodec codec =
      new NativeEventCodec(
          new EventTopics(
              EventBusSettings.from(
                  Map.of("DB_DATABASE", "none", "DB_USERNAME", "none", "DB_PASSWORD", "none"))));

  @Test
  void flatPayloadStaysAsItIs() {
    String spaced = FLAT.replace(":", " : ");
    Event event = decode(USER, spaced);

    assertThat(event.payload()).isEqualTo(spaced);
    assertThat(event.stream()).isEqualTo("circulation.ITEM_CHECKED_OUT-3");
    assertThat(event.sequence()).isEqualTo(42);
    assertThat(event.sequencing()).isEqualTo(Sequencing.BY_OFFSET);
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_772_534_112_417L));
  }

  /** Every level is a Vert.x object that was written by a mapper without support for it. */
  @Test
  void domainEventOfModCirculationIsUnwrappedOnEveryLevel() {
    Event event =
        decode(
            "any",
            "{\"id\":\"c0a6b1de-2d0b-4f5e-9a51-7e0f3b9d4001\",\"type\":\"CREATED\",\"tenant\":\"diku\",\"timestamp\":1772534000000,\"data\":{\"map\":{\"userId\":\""
                + USER
                + "\",\"gracePeriod\":{\"map\":{\"duration\":3,\"intervalId\":\"Weeks\"},\"empty\":false},\"balance\":1.50},\"empty\":false}}");

    assertThat(event.payload()).isEqualTo(FLAT);
    assertThat(event.key()).isEqualTo(USER);
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_772_534_000_000L));
  }

  @Test
  void domainEventWithPlainDataIsUnwrappedToo() {
    assertThat(
            decode("any", "{\"type\":\"CREATED\",\"timestamp\":1,\"data\":" + FLAT + "}").payload())
        .isEqualTo(FLAT);
  }

  @Test
  void envelopeOfModPubsubIsUnwrapped() {
    String text = FLAT.replace("\"", "\\\"");
    Event event =
        decode(
            null,
            "{\"id\":\"7d5c0f2e-6a6b-4b8e-9b0a-4f0f5ac1a001\",\"eventType\":\"ITEM_CHECKED_OUT\",\"eventMetadata\":{\"tenantId\":\"diku\",\"eventTTL\":1,\"publishedBy\":\"mod-circulation-24.6.0\"},\"eventPayload\":\""
                + text
                + "\"}");

    assertThat(event.payload()).isEqualTo(FLAT);
    assertThat(event.key()).isEqualTo(USER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | The value is not a JSON object",
        "{} {} | The value is not a JSON object",
        "{\"eventType\":\"LOAN_CLOSED\",\"eventPayload\":\"{}\"} | The envelope's eventType is not ITEM_CHECKED_OUT",
        "{\"eventType\":\"ITEM_CHECKED_OUT\",\"eventPayload\":\"no\"} | eventPayload is not a JSON object",
        "{\"type\":\"ALL_DELETED\",\"timestamp\":1,\"data\":{}} | The value says that something is ALL_DELETED",
        "{\"type\":\"CREATED\",\"tenant\":\"other\",\"timestamp\":1,\"data\":{}} | The record claims another tenant than diku, whose record it is",
        "{\"eventType\":\"ITEM_CHECKED_OUT\",\"eventMetadata\":{\"tenantId\":\"other\"},\"eventPayload\":\"{}\"} | The record claims another tenant than diku, whose record it is",
      })
  void valueOfNoKnownFormIsRefused(String value, String reason) {
    assertThatThrownBy(() -> decode("key", value))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage(reason);
  }

  @Test
  void keyIsThatOfTheCatalogThenThatOfTheRecord() {
    assertThat(decode("ITEM_CHECKED_OUT", FLAT.toUpperCase().replace("USERID", "userId")).key())
        .as("a constant key of the producer, and a UUID in upper case")
        .isEqualTo(USER);
    assertThat(decode("loan", "{}").key()).isEqualTo("loan");
    assertThatThrownBy(() -> decode(null, "{}"))
        .hasMessage("Neither the record nor its payload has a key");
    assertThatThrownBy(() -> decode("x".repeat(1_001), "{}")).hasMessageContaining("longer");
    assertThatThrownBy(() -> decode("\0", "{}")).hasMessageContaining("NUL");
  }

  @Test
  void timeIsThatOfThePayloadFirst() {
    String payload = "{\"metadata\":{\"createdDate\":\"2026-03-01T10:15:30.412+0000\"}}";
    assertThat(decode("key", payload).time()).isEqualTo(Instant.parse("2026-03-01T10:15:30.412Z"));
    assertThat(decode("key", "{\"metadata\":{\"createdDate\":1796000000000}}").time())
        .isEqualTo(Instant.ofEpochMilli(1_796_000_000_000L));
  }

  @Test
  void sameRecordHasTheSameIdAndAnotherOneAnother() {
    assertThat(decode("key", FLAT).id()).isEqualTo(decode("key", FLAT).id());
    assertThat(codec.decode(kafkaRecord(42, 1, "key", FLAT), TYPE, DIKU).id())
        .isNotEqualTo(codec.decode(kafkaRecord(41, 1, "key", FLAT), TYPE, DIKU).id())
        .isNotEqualTo(codec.decode(kafkaRecord(42, 2, "key", FLAT), TYPE, DIKU).id());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Okapi-Tenant, true",
    "folio.tenantId, true",
    "x-okapi-tenant, true",
    "X-OKAPI-TENANT, false",
    "Folio.TenantId, false"
  })
  void tenantIsReadFromHeadersInExactlyTheLetterCasesOfFoliosProducers(
      String header, boolean read) {
    var kafkaRecord = kafkaRecord(41, 1, "key", FLAT);
    kafkaRecord.headers().add(header, "central".getBytes(StandardCharsets.UTF_8));

    assertThat(NativeEventCodec.tenantOf(kafkaRecord))
        .isEqualTo(read ? Optional.of(new TenantId("central")) : Optional.empty());
  }

  /** Consumers of a storage module's events need the old and the new row, and deletions. */
  @Test
  void domainEventOfAStorageModuleStaysAsItIs() {
    EventType loans =
        EventType.domainEvent("ITEM_CHECKED_OUT", "circulation.ITEM_CHECKED_OUT", "any.json");
    String value =
        "{\"id\":\"1\",\"type\":\"DELETED\",\"tenant\":\"diku\",\"timestamp\":1772534112400,"
            + "\"data\":{\"old\":{\"id\":\"loan\"}}}";
    Event event = codec.decode(kafkaRecord(41, 1_772_534_112_417L, "loan", value), loans, DIKU);

    assertThat(event.payload()).isEqualTo(value);
    assertThat(event.key()).isEqualTo("loan");
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_772_534_112_400L));
  }

  private Event decode(String key, String value) {
    return codec.decode(kafkaRecord(41, 1_772_534_112_417L, key, value), TYPE, DIKU);
  }

  private static ConsumerRecord<byte[], byte[]> kafkaRecord(
      long offset, long timestamp, String key, String value) {
    return new ConsumerRecord<>(
        TOPIC,
        3,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }
}
