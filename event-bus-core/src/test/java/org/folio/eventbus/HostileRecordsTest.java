/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A foreign writer to a topic stops no other key, hides nothing, and causes only bounded work. */
@WithEventBusServers
class HostileRecordsTest {

  private static final int MANY_KEYS = 1_000;

  private static final int IN_MEMORY_OF_A_PARTITION = 100;
  private static final int MORE_THAN_IN_MEMORY = 250;

  private final EventBusSettings settings;
  private final LooseRecords records;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  HostileRecordsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
    this.records = new LooseRecords(kafka, settings);
  }

  @BeforeEach
  void startProducer() {
    producer = TestBus.producer(settings);
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
    records.close();
  }

  @Test
  void controlRecordsThatSayNothingAreParkedAndTheSubscriptionGoesOn() {
    consume(SubscriptionPolicy.DEFAULT);
    control("beacon", "{\"events\":null,\"stated\":\"2026-11-29T10:00:00Z\"}");
    control("unavailable", "{\"first\":null,\"last\":1,\"reason\":\"x\"}");
    control("unavailable", "{\"first\":1,\"last\":1,\"reason\":\"a\\u0000b\"}");
    producer.publish(checkOut(user, UUID.randomUUID()));

    consumer.awaitLedger(1);
    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 2 * 3);
  }

  @Test
  void requestsThatSayNothingDoNotEndTheAnswers() {
    consume(SubscriptionPolicy.DEFAULT);
    producer.publish(checkOuts(user, 2));
    consumer.awaitLedger(2);
    String requests = settings.environment() + ".event-bus.republish-requests";
    for (String hostile :
        new String[] {
          null,
          "",
          "null",
          "[]",
          "{\"partition\":0,\"tenant\":\"diku\",\"stream\":\"circulation.loan-events\",\"since\":null}",
          "{\"tenant\":\"diku\",\"stream\":null,\"key\":\"k\",\"first\":1,\"last\":2}",
          "{\"tenant\":\"a\\\"; DROP\",\"stream\":\"s\",\"key\":\"k\",\"first\":1,\"last\":2}"
        }) {
      records.send(
          new ProducerRecord<>(
              requests, null, hostile == null ? null : hostile.getBytes(StandardCharsets.UTF_8)));
    }
    records.send(
        new ProducerRecord<>(
            requests,
            null,
            new JsonObject()
                .put("tenant", "diku")
                .put("stream", EventCatalog.LOAN_EVENTS)
                .put("key", user.toString())
                .put("first", 1)
                .put("last", 2)
                .put("subscription", "somebody")
                .toBuffer()
                .getBytes()));

    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 2);
  }

  @Test
  void gapIsOneRowAndOneAnswerHoweverWideItIs() {
    consume(SubscriptionPolicy.builder().hold(Duration.ofMillis(300)).build());
    records.send(user, 100_000_001);
    records.send(user, Long.MAX_VALUE);

    consumer.awaitLedger(1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(consumer.get(consumer.bus().admin().gaps(TestBus.DIKU)))
                    .singleElement()
                    .satisfies(
                        gap -> {
                          assertThat(gap.range().first()).isEqualTo(1);
                          assertThat(gap.range().last()).isEqualTo(100_000_000);
                          assertThat(gap.state()).isEqualTo(OpenGap.State.UNAVAILABLE);
                        }));
    assertThat(consumer.count("event_parked", "state = 'UNREADABLE'")).isEqualTo(1);
  }

  /**
   * Law L6: missing events of some keys delay no other key, and are reported after the hold time.
   */
  @Test
  void keysThatMissSomethingDelayNoOthersHoweverManyTheyAre() {
    consume(SubscriptionPolicy.builder().recordsInMemory(IN_MEMORY_OF_A_PARTITION).build());
    records.sendAll(
        IntStream.range(0, MANY_KEYS)
            .mapToObj(key -> records.encode(LooseRecords.event(user(key), 2)))
            .toList());
    records.send(user, 1);

    consumer.awaitLedger(1);
    assertThat(consumer.ledger())
        .as("applied before any key that misses something")
        .extracting(Ledger.Entry::key)
        .containsExactly(user.toString());
    assertThat(consumer.count("event_gap", "true")).as("nothing is reported too soon").isZero();
    await()
        .atMost(LIMIT.multipliedBy(2))
        .until(() -> consumer.count("event_cursor", "last_sequence = 2") >= MORE_THAN_IN_MEMORY);
  }

  // A UUID that FOLIO's schemas accept.
  private static UUID user(int number) {
    return new UUID((long) number << Short.SIZE | 0x4000, 0x8000_0000_0000_0000L);
  }

  private void consume(SubscriptionPolicy policy) {
    consumer = TestBus.consumer(settings, new Ledger(), policy);
  }

  private void control(String type, String body) {
    for (int partition : List.of(0, 1)) {
      ProducerRecord<byte[], byte[]> hostile =
          new ProducerRecord<>(
              producer.topic(),
              partition,
              user.toString().getBytes(StandardCharsets.UTF_8),
              body.getBytes(StandardCharsets.UTF_8));
      hostile
          .headers()
          .add("ce_type", ("org.folio.eventbus." + type).getBytes(StandardCharsets.UTF_8))
          .add("X-Okapi-Tenant", "diku".getBytes(StandardCharsets.UTF_8));
      records.send(hostile);
    }
  }
}
