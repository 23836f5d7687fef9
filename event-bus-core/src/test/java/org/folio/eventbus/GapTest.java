/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;

import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that no relay writes: sequences that are missing, late or absent. */
@WithEventBusServers
class GapTest {

  // Longer than a test, so that no gap is reported.
  private static final Duration LONG_HOLD = Duration.ofMinutes(5);
  private static final Duration SHORT_HOLD = Duration.ofMillis(500);

  private final EventBusSettings settings;
  private final LooseRecords records;
  private final UUID user = UUID.randomUUID();
  private TestBus consumer;

  GapTest(KafkaBroker kafka, DatabaseCoordinates database) {
    settings = TestBus.settings(kafka, database);
    records = new LooseRecords(kafka, settings);
  }

  private void start(Duration hold) {
    consumer =
        TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.builder().hold(hold).build());
    consumer.query(
        "TRUNCATE \"{schema}\".ledger, \"{schema}\".event_parked, \"{schema}\".event_gap");
  }

  @AfterEach
  void close() {
    records.close();
    consumer.close();
  }

  /** Law L8: a subscription waits for a late event and never reports it. */
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

  /** Law L8: a missing event is reported after the hold time, and its followers are applied. */
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
    records.send(other, 1);

    assertThat(consumer.awaitLedger(1)).extracting(Ledger.Entry::key).containsExactly("" + other);
  }

  @Test
  void recordThatIsNoEventIsParkedAndDelaysNothing() {
    start(LONG_HOLD);
    records.send(new ProducerRecord<>(consumer.topic(), "k".getBytes(), "no event".getBytes()));
    send(1);

    consumer.awaitLedger(1);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 1);
    assertThat(consumer.get(consumer.bus().admin().parked().keys(DIKU)).get(0).cause())
        .isEqualTo("The record has no header ce_id");
  }

  @Test
  void eventWhosePayloadBreaksItsSchemaIsParkedWithItsFollowers() {
    start(LONG_HOLD);
    Event valid = LooseRecords.event(user, 1);
    records.send(
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
    assertThat(consumer.get(consumer.bus().admin().parked().keys(DIKU)).get(0).cause())
        .contains("does not satisfy its schema", "loanId must not be null");
    assertThat(consumer.ledger()).isEmpty();
  }

  /** Law L11: a record cannot act for another tenant than that of its topic. */
  @Test
  void recordThatClaimsAnotherTenantIsParked() {
    start(LONG_HOLD);
    var kafkaRecord = records.encode(LooseRecords.event(user, 1));
    kafkaRecord.headers().remove("X-Okapi-Tenant").add("X-Okapi-Tenant", "other".getBytes());
    records.send(kafkaRecord);

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "state = 'UNREADABLE'") == 1);
    assertThat(consumer.ledger()).isEmpty();
  }

  private void send(long sequence) {
    records.send(user, sequence);
  }
}
