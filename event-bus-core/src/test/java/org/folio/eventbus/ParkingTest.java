/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that cannot be applied wait in order and are never dropped. */
@WithEventBusServers
class ParkingTest {

  private static final Justification FIXED = new Justification("the cause is mended", "tester");

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private TestBus producer;
  private TestBus consumer;

  ParkingTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings);
    consumer = TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.DEFAULT);
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
  }

  /** Law L6 and parking: the poison event and its followers wait, all other keys flow. */
  @Test
  void poisonParksItsKeyOnlyAndReleaseKeepsTheOrder() {
    UUID poisoned = UUID.randomUUID();
    consumer.query(
        "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (key <> '%s' OR sequence <> 3)"
            .formatted(poisoned));
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      drafts.add(checkOut(poisoned, UUID.randomUUID()));
      drafts.add(checkOut(UUID.randomUUID(), UUID.randomUUID()));
    }
    producer.publish(drafts);

    consumer.awaitLedger(2 + 8);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'BEHIND'") == 5);
    assertThat(consumer.get(consumer.bus().admin().parked().keys(DIKU)))
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.key()).isEqualTo(poisoned.toString());
              assertThat(parked.events()).isEqualTo(6);
              assertThat(parked.firstSequence()).isEqualTo(3);
              assertThat(parked.cause()).contains("refused");
            });

    assertThat(release(poisoned).cause()).as("the cause is still there").isNotNull();
    assertNoted("NOTHING_RELEASED", 6, 6);
    consumer.query("ALTER TABLE \"{schema}\".ledger DROP CONSTRAINT refused");
    ReleaseResult released = release(poisoned);

    assertThat(released).isEqualTo(new ReleaseResult(6, 0, null));
    producer.publish(checkOut(poisoned, UUID.randomUUID()));
    consumer.awaitLedger(17);
    assertThat(
            consumer.ledger().stream()
                .filter(entry -> entry.key().equals(poisoned.toString()))
                .map(Ledger.Entry::sequence))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(consumer.count("event_receipt", "outcome = 'RELEASED'")).isEqualTo(6);
    assertNoted("RELEASED", 6, 0);
    assertThat(consumer.count("event_operation_log", "reason = 'the cause is mended'"))
        .isEqualTo(2);
  }

  /**
   * The log of operations records released and remaining events separately, with the state before
   * and after.
   */
  @Test
  void aReleaseThatStopsHalfwayIsNotedWithItsCause() {
    UUID poisoned = UUID.randomUUID();
    consumer.query(
        "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (key <> '%s' OR sequence NOT IN (2, 4))"
            .formatted(poisoned));
    producer.publish(checkOuts(poisoned, 5));
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 4);
    consumer.query("ALTER TABLE \"{schema}\".ledger DROP CONSTRAINT refused");
    consumer.query(
        "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (key <> '%s' OR sequence <> 4)"
            .formatted(poisoned));

    assertThat(release(poisoned).remaining()).isEqualTo(2);

    assertNoted("STOPPED", 2, 2);
    assertThat(
            consumer.count(
                "event_operation_log",
                "outcome = 'STOPPED' AND subject ->> 'sequence' = '4' AND after ->> 'cause' LIKE '%refused%'"))
        .isEqualTo(1);
    assertThat(consumer.count("event_operation_log", "outcome = 'RELEASED'")).isPositive();
  }

  private void assertNoted(String outcome, int before, int after) {
    assertThat(
            consumer.count(
                "event_operation_log",
                "action = 'RELEASE' AND performed_by = 'tester' AND outcome = '%s' AND before ->> 'parked' = '%d' AND after ->> 'parked' = '%d'"
                    .formatted(outcome, before, after)))
        .as(outcome)
        .isEqualTo(1);
  }

  private ReleaseResult release(UUID key) {
    return consumer.release(
        TestBus.SUBSCRIPTION, new StreamKey(EventCatalog.LOAN_EVENTS, key.toString()), FIXED);
  }

  /** A purged producer assigns its sequences again; the new events must not count as duplicates. */
  @Test
  void eventsOfAProducerThatWasPurgedAreParkedNotDropped() {
    UUID user = UUID.randomUUID();
    producer.publish(checkOuts(user, 3));
    consumer.awaitLedger(3);
    producer.get(producer.bus().tenants().purge(DIKU));
    producer.get(producer.bus().tenants().enable(DIKU));
    producer.publish(checkOuts(user, 2));

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 2);
    assertThat(TopicReader.read(kafka, producer.topic(), 2)).as("the topic is new").hasSize(2);
    assertThat(consumer.get(consumer.bus().admin().parked().keys(DIKU)).get(0).cause())
        .contains("begun again");
    assertThat(release(user).remaining()).as("a release does not drop them").isEqualTo(2);
    assertThat(consumer.ledger()).hasSize(3);
  }

  /** A foreign writer to the topic must not stop the events of the relay. */
  @Test
  void recordsThatNoTableCanHoldAreParkedAndOthersFlow() {
    UUID user = UUID.randomUUID();
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(withKey(records, "a\0b"));
      records.send(withKey(records, "x".repeat(5_000)));
      ProducerRecord<byte[], byte[]> header = records.encode(LooseRecords.event(user, 1));
      header.headers().add("X-Okapi-Request-Id", "1\0".getBytes(StandardCharsets.UTF_8));
      records.send(header);
      ProducerRecord<byte[], byte[]> time = records.encode(LooseRecords.event(user, 1));
      time.headers().remove("ce_time").add("ce_time", "\0".getBytes(StandardCharsets.UTF_8));
      records.send(time);
      records.send(user, 1);
    }

    consumer.awaitLedger(1);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 4);
  }

  private static ProducerRecord<byte[], byte[]> withKey(LooseRecords records, String key) {
    Event good = LooseRecords.event(UUID.randomUUID(), 1);
    return records.encode(
        new Event(
            good.id(),
            good.type(),
            good.tenant(),
            good.stream(),
            key,
            1,
            good.time(),
            good.payload(),
            Correlation.NONE,
            null));
  }
}
