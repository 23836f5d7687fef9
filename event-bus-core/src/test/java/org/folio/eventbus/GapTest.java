/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that a relay would never write: numbers missing, late, or not there at all. */
@WithEventBusServers
class GapTest {

  // Long enough that nothing is ever given up, and short enough to wait for.
  private static final Duration LONG_HOLD = Duration.ofMinutes(5);
  private static final Duration SHORT_HOLD = Duration.ofMillis(500);

  private final EventBusSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final UUID user = UUID.randomUUID();
  private TestBus consumer;

  GapTest(KafkaBroker kafka, DatabaseCoordinates database) {
    settings = TestBus.settings(kafka, database);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private void start(Duration hold) {
    consumer =
        TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.builder().hold(hold).build());
    consumer.query(
        "TRUNCATE \"{schema}\".ledger, \"{schema}\".event_parked, \"{schema}\".event_gap");
  }

  @AfterEach
  void close() {
    producer.close();
    consumer.close();
  }

  /** Law L8: what is merely late is waited for and never reported. */
  @Test
  void lateSequenceIsWaitedForAndItsFollowersKeepTheirOrder() {
    start(LONG_HOLD);
    send(1);
    send(3);
    send(4);
    consumer.awaitLedger(1);
    send(2);

    assertThat(consumer.awaitLedger(4))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(consumer.count("event_gap", "true")).isZero();
  }

  /** Law L8: what does not come is reported after the hold time, and its followers are applied. */
  @Test
  void missingSequenceBecomesAGapAfterTheHoldTime() {
    start(SHORT_HOLD);
    send(1);
    send(4);

    assertThat(consumer.awaitLedger(2)).extracting(Ledger.Entry::sequence).containsExactly(1L, 4L);
    assertThat(consumer.count("event_gap", "first_sequence = 2 AND last_sequence = 3"))
        .isEqualTo(1);
    assertThat(consumer.count("event_cursor", "open_gaps = 1 AND last_sequence = 4")).isEqualTo(1);
  }

  @Test
  void sequenceThatArrivesAfterItsGapWasReportedIsAppliedOnceAndClosesIt() {
    start(SHORT_HOLD);
    send(1);
    send(4);
    consumer.awaitLedger(2);
    send(2);
    send(2);
    send(3);

    assertThat(consumer.awaitLedger(4))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 4L, 2L, 3L);
    await().atMost(LIMIT).until(() -> consumer.count("event_gap", "true") == 0);
    assertThat(consumer.ledger()).hasSize(4);
    assertThat(consumer.count("event_cursor", "key = '" + user + "' AND open_gaps = 0"))
        .isEqualTo(1);
  }

  /** Only the key waits. */
  @Test
  void gapOfOneKeyDelaysNoOtherKey() {
    start(LONG_HOLD);
    send(2);
    UUID other = UUID.randomUUID();
    send(event(other, 1));

    assertThat(consumer.awaitLedger(1)).extracting(Ledger.Entry::key).containsExactly("" + other);
  }

  @Test
  void recordThatIsNoEventIsParkedAndDelaysNothing() throws Exception {
    start(LONG_HOLD);
    producer
        .send(new ProducerRecord<>(consumer.topic(), "k".getBytes(), "no event".getBytes()))
        .get();
    send(1);

    consumer.awaitLedger(1);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 1);
    assertThat(consumer.get(consumer.bus().parked(DIKU)).get(0).cause())
        .isEqualTo("The record has no header ce_id");
  }

  @Test
  void eventWhosePayloadBreaksItsSchemaIsParkedWithItsFollowers() {
    start(LONG_HOLD);
    Event valid = event(user, 1);
    send(
        new Event(
            valid.id(),
            valid.type(),
            DIKU,
            valid.stream(),
            valid.key(),
            1,
            valid.time(),
            "{\"userId\":\"nobody\"}",
            Correlation.NONE,
            null));
    send(2);

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'BEHIND'") == 1);
    assertThat(consumer.get(consumer.bus().parked(DIKU)).get(0).cause())
        .contains("does not satisfy its schema", "loanId must not be null");
    assertThat(consumer.ledger()).isEmpty();
  }

  /** Law L11: a record cannot act for a tenant in whose topic it does not lie. */
  @Test
  void recordThatClaimsAnotherTenantIsParked() throws Exception {
    start(LONG_HOLD);
    var kafkaRecord = codec().encode(event(user, 1), "mod-test", "schema");
    kafkaRecord.headers().remove("X-Okapi-Tenant").add("X-Okapi-Tenant", "other".getBytes());
    producer.send(kafkaRecord).get();

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 1);
    assertThat(consumer.ledger()).isEmpty();
  }

  private void send(long sequence) {
    send(event(user, sequence));
  }

  private void send(Event event) {
    try {
      producer.send(codec().encode(event, "mod-test", "schema")).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private EventCodec codec() {
    return new EventCodec(new EventTopics(settings));
  }

  // The id follows from the sequence, so that sending a sequence again sends the same event.
  private static Event event(UUID user, long sequence) {
    Instant due = Instant.parse("2026-03-15T22:59:59Z");
    return new Event(
        UUID.nameUUIDFromBytes((user + " " + sequence).getBytes()),
        "ITEM_CHECKED_OUT",
        DIKU,
        EventCatalog.LOAN_EVENTS,
        user.toString(),
        sequence,
        due,
        LoanEvents.json(LoanEvents.itemCheckedOut(user, UUID.randomUUID(), due)),
        Correlation.NONE,
        null);
  }
}
