/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.diagnosis.Decision;
import org.folio.eventbus.admin.diagnosis.EventLife;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.Handling;
import org.folio.eventbus.admin.diagnosis.KeyLife;
import org.folio.eventbus.admin.diagnosis.StoredPublication;
import org.folio.eventbus.admin.diagnosis.Verdict;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The diagnosis of an event by the publishing and by the subscribing module. */
@WithEventBusServers
class DiagnosisTest {

  private static final Justification WHY = new Justification("the cause is mended", "an operator");

  // Held records may take a quarter of this.
  private static final int ROOM_FOR_TWO_HELD = 10;

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  DiagnosisTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings);
    consumer =
        TestBus.consumer(
            settings,
            new Ledger(),
            SubscriptionPolicy.builder().hold(Duration.ofMillis(500)).build());
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
  }

  private UUID publish() {
    return producer.publish(TestBus.checkOut(user, UUID.randomUUID())).get(0).id();
  }

  private EventLife published(UUID id) {
    return producer.get(producer.bus().admin().diagnosis().event(TestBus.DIKU, id, null));
  }

  private Handling handled(UUID id) {
    EventLife life = consumer.get(consumer.bus().admin().diagnosis().event(TestBus.DIKU, id, null));
    assertThat(life.publicationVerdict()).as("the consumer publishes nothing").isEmpty();
    return life.handlings().get(0);
  }

  private Handling handled(UUID id, long sequence) {
    return consumer
        .get(
            consumer
                .bus()
                .admin()
                .diagnosis()
                .event(TestBus.DIKU, id, new EventPlace(key(), sequence)))
        .handlings()
        .get(0);
  }

  private StreamKey key() {
    return new StreamKey(EventCatalog.LOAN_EVENTS, user.toString());
  }

  @Test
  void whatWasSentAndAppliedIsFoundWithItsPlaceAndItsReceipt() {
    UUID loan = UUID.randomUUID();
    UUID id = producer.publish(TestBus.checkOut(user, loan)).get(0).id();
    consumer.awaitLedger(1);
    await()
        .atMost(TestBus.LIMIT)
        .until(() -> published(id).publicationVerdict().orElseThrow() == Verdict.SENT);

    StoredPublication publication = published(id).publication().orElseThrow();
    assertThat(publication.key()).isEqualTo(key());
    assertThat(publication.sequence()).isEqualTo(1);
    assertThat(publication.loanId()).isEqualTo(loan.toString());
    assertThat(publication.place().topic()).isEqualTo(producer.topic());
    Handling handling = handled(id);
    assertThat(handling.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(handling.applied()).isEqualTo(1);
    assertThat(handling.receipts())
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.offset()).isEqualTo(publication.place().offset());
              assertThat(receipt.at()).isEqualTo(handling.since());
            });
  }

  @Test
  void whatTheModuleHasNeverCommittedWasNeverPublished() {
    EventLife life = published(UUID.randomUUID());

    assertThat(life.publicationVerdict()).contains(Verdict.NEVER_PUBLISHED);
    assertThat(life.publication()).isEmpty();
  }

  @Test
  void whatNobodyHasSeenIsUndecidedUntilItsPlaceIsKnown() {
    UUID id = UUID.randomUUID();

    assertThat(handled(id).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(handled(id, 7).verdict()).isEqualTo(Verdict.WAITING);
    assertThat(handled(id, 7).explanation()).contains("1 to 6 before it are not applied either");
    assertThat(handled(id, 1).explanation()).doesNotContain("before it");
  }

  @Test
  void whatBrokersHaveNotTakenIsCommittedAndWaited() {
    UUID first = publish();
    consumer.awaitLedger(1);
    kafka.stop();
    try {
      UUID id = publish();

      assertThat(published(id).publicationVerdict()).contains(Verdict.COMMITTED_NOT_SENT);
      assertThat(published(id).publication().orElseThrow().place()).isNull();
      assertThat(handled(id, 2).verdict()).isEqualTo(Verdict.WAITING);
      assertThat(handled(first).verdict()).isEqualTo(Verdict.APPLIED);
    } finally {
      kafka.start();
    }
  }

  @Test
  void poisonIsNamedAndItsFollowersStandBehindItUntilTheyAreReleased() {
    consumer.query(
        "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (key <> '%s')"
            .formatted(user));
    UUID poison = publish();
    UUID follower = publish();
    await().atMost(TestBus.LIMIT).until(() -> consumer.count("event_parked", "true") == 2);

    assertThat(handled(poison).verdict()).isEqualTo(Verdict.PARKED);
    assertThat(handled(poison).explanation()).contains("refused");
    assertThat(handled(follower).verdict()).isEqualTo(Verdict.BEHIND_PARKED);
    assertThat(handled(UUID.randomUUID(), 3).verdict()).isEqualTo(Verdict.BEHIND_PARKED);
    assertThat(keyOfConsumer().parked())
        .extracting(KeyLife.Parked::sequence, KeyLife.Parked::state)
        .containsExactly(tuple(1L, ParkedState.POISON), tuple(2L, ParkedState.BEHIND));
    assertThat(keyOfConsumer().parked().get(0).cause()).contains("refused");

    consumer.query("ALTER TABLE \"{schema}\".ledger DROP CONSTRAINT refused");
    consumer.release(TestBus.SUBSCRIPTION, key(), WHY);
    assertThat(handled(poison).verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(handled(poison).explanation())
        .contains("after it had been parked and released by an operator: the cause is mended");
    assertThat(keyOfConsumer().parked()).isEmpty();
    assertThat(keyOfConsumer().decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.kind()).isEqualTo(Decision.Kind.RELEASED);
              assertThat(decision.range()).isEqualTo(new SequenceRange(1, 2));
              assertThat(decision.why()).isEqualTo(WHY.reason());
            });
    assertThat(consumer.get(consumer.bus().admin().operations().list(TestBus.DIKU)))
        .first()
        .satisfies(
            entry -> {
              assertThat(entry.reason()).isEqualTo(WHY.reason());
              assertThat(entry.performedBy()).isEqualTo(WHY.performedBy());
            });
  }

  @Test
  void whatLaterEventsHaveOvertakenIsAGap() {
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 3);
    }
    await().atMost(TestBus.LIMIT).until(() -> consumer.count("event_gap", "true") == 1);

    assertThat(handled(LooseRecords.event(user, 2).id(), 2).verdict()).isEqualTo(Verdict.GAP_OPEN);
  }

  /** A held event waits in memory or on Kafka, depending on how many others are held. */
  @Test
  void whatIsHeldNamesWhatItWaitsForAndForHowLong() {
    consumer.close();
    consumer =
        TestBus.consumer(
            settings,
            new Ledger(),
            SubscriptionPolicy.builder()
                .hold(Duration.ofSeconds(60))
                .recordsInMemory(ROOM_FOR_TWO_HELD)
                .build());
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 4);
      awaitAwaited();
      Handling held = handled(LooseRecords.event(user, 4).id(), 4);
      assertThat(held.verdict()).isEqualTo(Verdict.WAITING);
      assertThat(held.explanation()).isEqualTo("It waits for 2 and 3; reported missing after 60 s");
      Handling missing = handled(LooseRecords.event(user, 3).id(), 3);
      assertThat(missing.verdict()).isEqualTo(Verdict.WAITING);
      assertThat(missing.explanation())
          .isEqualTo("It has not arrived, and 4 waits for 2 and 3; reported missing after 60 s");

      records.send(user, 5);
      records.send(user, 6);
    }
    await().atMost(TestBus.LIMIT).until(() -> consumer.count("event_parked", "true") == 3);
    awaitAwaited();
    Handling parked = handled(LooseRecords.event(user, 4).id(), 4);
    assertThat(parked.verdict()).isEqualTo(Verdict.BEHIND_PARKED);
    assertThat(parked.explanation()).isEqualTo("It waits for 2 and 3; reported missing after 60 s");
    assertThat(consumer.count("event_gap", "true")).isZero();
  }

  private void awaitAwaited() {
    await()
        .atMost(TestBus.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(keyOfConsumer().subscriptions().get(0).awaited())
                  .extracting(Awaited::sentence)
                  .containsExactly("4 waits for 2 and 3; reported missing after 60 s");
              assertThat(consumer.get(consumer.bus().admin().awaited(TestBus.DIKU)))
                  .extracting(Awaited::range)
                  .containsExactly(new SequenceRange(2, 3));
            });
  }

  private KeyLife keyOfConsumer() {
    return consumer.get(consumer.bus().admin().diagnosis().key(TestBus.DIKU, key(), 1, 100));
  }

  @Test
  void whatCameAgainIsAppliedOnceAndTheAnswerSaysHowOften() {
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 1);
      records.send(user, 1);
    }
    await()
        .atMost(TestBus.LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 2);

    Handling handling = handled(LooseRecords.event(user, 1).id());
    assertThat(handling.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(handling.explanation()).contains("again 2 times");
    assertThat(handling.receipts()).hasSize(3);
  }

  @Test
  void whatReceiptsForgotHasExpired() {
    UUID id = publish();
    consumer.awaitLedger(1);
    consumer.query("DELETE FROM \"{schema}\".event_receipt");

    assertThat(handled(id, 1).verdict()).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void whatOnlyItsRepetitionTellsOfWasADuplicate() {
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 1);
    }
    await()
        .atMost(TestBus.LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 1);
    consumer.query("DELETE FROM \"{schema}\".event_receipt WHERE outcome = 'APPLIED'");

    assertThat(handled(LooseRecords.event(user, 1).id(), 1).verdict())
        .isEqualTo(Verdict.DUPLICATE_IGNORED);
  }

  @Test
  void whatTheSubscriptionDoesNotHandleIsNotSubscribed() {
    ActionResult canary =
        producer.get(producer.bus().admin().canaries().publish(TestBus.DIKU, null, WHY, false));
    UUID id = UUID.fromString(canary.after().getJsonArray("eventIds").getString(0));
    await()
        .atMost(TestBus.LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'SKIPPED'") == 1);

    assertThat(handled(id).verdict()).isEqualTo(Verdict.NOT_SUBSCRIBED);
    assertThat(consumer.ledger()).isEmpty();
  }

  @Test
  void aKeyShowsWhatWasGivenSentAndAppliedInOrder() {
    List<UUID> ids = List.of(publish(), publish(), publish());
    consumer.awaitLedger(3);
    await().atMost(TestBus.LIMIT).until(() -> producer.count("event_outbox", "true") == 0);

    KeyLife sent =
        producer.get(producer.bus().admin().diagnosis().key(TestBus.DIKU, key(), 1, 100));
    KeyLife applied =
        consumer.get(consumer.bus().admin().diagnosis().key(TestBus.DIKU, key(), 2, 1));

    assertThat(sent.given()).isEqualTo(3);
    assertThat(sent.publications()).extracting(StoredPublication::eventId).isEqualTo(ids);
    assertThat(applied.subscriptions())
        .containsExactly(new KeyLife.Standing(TestBus.SUBSCRIPTION, 3, false, 0, List.of()));
    assertThat(applied.receipts())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.eventId()).isEqualTo(ids.get(1)));
    assertThat(applied.complete()).isTrue();
  }
}
