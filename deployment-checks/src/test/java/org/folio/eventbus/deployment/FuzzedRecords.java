/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.folio.eventbus.testing.LoanEvents;

/**
 * Generates almost valid records: events, beacons, answers of a producer, and requests to send
 * events again, each with an error. Equal seeds give equal records.
 */
final class FuzzedRecords {

  private static final String CONTROL = "org.folio.eventbus.";

  private static final List<String> VALUES =
      List.of(
          "",
          "null",
          "0",
          "-1",
          "1e400",
          "9223372036854775807",
          "92233720368547758070",
          "\u0000",
          "a\u0000b",
          "\u001b[31m",
          "{}",
          "[]",
          "true",
          "\"",
          "2026-13-45T99:99:99Z",
          "+1000000000-12-31T23:59:59Z",
          "..%2f",
          "x".repeat(5_000));

  private final Random chance;
  private final String events;
  private final String requests;
  private final int partitions;

  /**
   * Creates a generator.
   *
   * @param events the topic of a stream
   * @param requests the topic for requests of missing events
   */
  FuzzedRecords(long seed, String events, String requests, int partitions) {
    this.chance = new Random(seed);
    this.events = events;
    this.requests = requests;
    this.partitions = partitions;
  }

  /** A valid event, the first of a key of its own. */
  ProducerRecord<byte[], byte[]> event() {
    // Ids follow FOLIO's schemas and come from the seed.
    UUID user = new UUID(chance.nextLong() & ~0xF000L | 0x4000, chance.nextLong() >>> 2 | 1L << 63);
    String payload =
        LoanEvents.json(
            LoanEvents.itemCheckedOut(user, uuid(), Instant.parse("2027-01-01T00:00:00Z")));
    return record(
        null,
        user.toString(),
        payload,
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", uuid().toString(),
            "ce_type", "ITEM_CHECKED_OUT",
            "ce_source", "mod-fuzzed-1.0.0",
            "ce_subject", user.toString(),
            "ce_time", "2026-11-29T10:00:00.000Z",
            "ce_sequence", "00000000000000000001",
            "X-Okapi-Tenant", FuzzedRequests.TENANT));
  }

  /** A record with an error. */
  ProducerRecord<byte[], byte[]> next() {
    return switch (chance.nextInt(4)) {
      case 0 -> mutated(event());
      case 1 ->
          control(
              "beacon",
              "{\"events\":%s,\"stated\":%s}".formatted(number(), text("2026-11-29T10:00:00Z")));
      case 2 ->
          control(
              "unavailable",
              "{\"first\":%s,\"last\":%s,\"reason\":%s}"
                  .formatted(number(), number(), text("too old")));
      default -> request();
    };
  }

  private ProducerRecord<byte[], byte[]> control(String kind, String body) {
    return mutated(
        record(
            chance.nextInt(partitions),
            uuid().toString(),
            body,
            Map.of("ce_type", CONTROL + kind, "X-Okapi-Tenant", FuzzedRequests.TENANT)));
  }

  private ProducerRecord<byte[], byte[]> request() {
    String body =
        "{\"tenant\":%s,\"stream\":%s,\"key\":%s,\"first\":%s,\"last\":%s,\"partition\":%s,\"since\":%s,\"subscription\":%s}"
            .formatted(
                text(FuzzedRequests.TENANT),
                text("circulation.loan-events"),
                text(uuid().toString()),
                number(),
                number(),
                number(),
                text("2026-11-29T10:00:00Z"),
                text("fuzz"));
    return new ProducerRecord<>(requests, null, chance.nextInt(5) == 0 ? null : bytes(body));
  }

  private ProducerRecord<byte[], byte[]> mutated(ProducerRecord<byte[], byte[]> right) {
    List<Header> headers = new ArrayList<>(List.of(right.headers().toArray()));
    byte[] key = right.key();
    byte[] value = right.value();
    switch (chance.nextInt(7)) {
      case 0 -> headers.remove(chance.nextInt(headers.size()));
      case 1 -> replaceOne(headers, bytes(value()));
      case 2 -> replaceOne(headers, null);
      case 3 -> replaceOne(headers, garbage());
      case 4 -> key = chance.nextBoolean() ? null : garbage();
      case 5 -> value = chance.nextBoolean() ? null : torn(value);
      default -> value = bytes(value());
    }
    return new ProducerRecord<>(right.topic(), right.partition(), key, value, headers);
  }

  private void replaceOne(List<Header> headers, byte[] value) {
    int place = chance.nextInt(headers.size());
    headers.set(place, new RecordHeader(headers.get(place).key(), value));
  }

  private byte[] torn(byte[] value) {
    byte[] torn = value.clone();
    for (int i = 0; i < 3; i++) {
      torn[chance.nextInt(torn.length)] = (byte) chance.nextInt();
    }
    return torn;
  }

  private byte[] garbage() {
    byte[] garbage = new byte[chance.nextInt(2_000)];
    chance.nextBytes(garbage);
    return garbage;
  }

  private String number() {
    return chance.nextInt(3) == 0 ? jsonValue() : Long.toString(1 + chance.nextInt(100));
  }

  private String text(String right) {
    return chance.nextInt(4) == 0 ? jsonValue() : "\"" + right + "\"";
  }

  private String jsonValue() {
    String value = value();
    return chance.nextBoolean() ? value : "\"" + value.replace("\"", "") + "\"";
  }

  private String value() {
    return VALUES.get(chance.nextInt(VALUES.size()));
  }

  private UUID uuid() {
    return new UUID(chance.nextLong() & ~0xF000L | 0x4000, chance.nextLong() >>> 2 | 1L << 63);
  }

  private ProducerRecord<byte[], byte[]> record(
      Integer partition, String key, String value, Map<String, String> headers) {
    List<Header> all = new ArrayList<>();
    // Sorted, because the order of an immutable map differs from JVM to JVM.
    headers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> all.add(new RecordHeader(one.getKey(), bytes(one.getValue()))));
    return new ProducerRecord<>(events, partition, bytes(key), bytes(value), all);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
