/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.jspecify.annotations.Nullable;

/** Writes records as FOLIO's own producers do, without headers of the bus. */
final class NativeRecords implements AutoCloseable {

  static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.secret.signature";

  private final KafkaProducer<byte[], byte[]> producer;
  private final String environment;

  NativeRecords(KafkaBroker kafka, EventBusSettings settings) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    environment = settings.environment();
  }

  static String topic(EventBusSettings settings, String type) {
    return settings.environment() + ".diku.circulation." + type;
  }

  static JsonObject checkedOut(UUID user) {
    return new JsonObject(
        LoanEvents.json(LoanEvents.itemCheckedOut(user, UUID.randomUUID(), Instant.now())));
  }

  /** Sends a flat check-out, keyed by the user. */
  RecordMetadata checkOut(UUID user) {
    return send("ITEM_CHECKED_OUT", user.toString(), checkedOut(user).encode());
  }

  RecordMetadata send(String type, @Nullable String key, @Nullable String value) {
    return send(kafkaRecord(type, key, value));
  }

  /** Adds the headers that folio-kafka-wrapper copies from a request. */
  ProducerRecord<byte[], byte[]> kafkaRecord(
      String type, @Nullable String key, @Nullable String value) {
    var kafkaRecord =
        new ProducerRecord<>(
            environment + ".diku.circulation." + type, null, null, bytes(key), bytes(value));
    kafkaRecord
        .headers()
        .add("folio.tenantId", bytes("diku"))
        .add("x-okapi-url", bytes("http://okapi:9130"))
        .add("x-okapi-tenant", bytes("diku"))
        .add("x-okapi-token", bytes(TOKEN))
        .add("x-okapi-request-id", bytes("482913/circulation"))
        .add("x-okapi-user-id", bytes("64b0c5f2-1d3a-4e87-9c26-5a8f7e0d1777"));
    return kafkaRecord;
  }

  RecordMetadata send(ProducerRecord<byte[], byte[]> kafkaRecord) {
    try {
      return producer.send(kafkaRecord).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
