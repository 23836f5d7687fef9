/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.admin.diagnosis.EventLife;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.admin.diagnosis.OperationGroup;
import org.folio.eventbus.admin.diagnosis.SearchResult;
import org.folio.eventbus.admin.diagnosis.Searched;
import org.folio.eventbus.admin.diagnosis.Verdict;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search by user, loan, type and time finds events; the answer names what was searched. */
@WithEventBusServers
class EventSearchTest {

  private static final Duration HOLD = Duration.ofMillis(500);

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  EventSearchTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings);
    consumer =
        TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.builder().hold(HOLD).build());
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
  }

  private static EventQuestion about(String key, String loan, String type, Instant from) {
    return new EventQuestion(key, loan, null, type, from, null, 20);
  }

  private static SearchResult ask(TestBus bus, EventQuestion question) {
    return bus.get(bus.bus().admin().diagnosis().search(TestBus.DIKU, question));
  }

  private static Optional<OperationGroup> group(TestBus bus, UUID operation) {
    return bus.get(bus.bus().admin().diagnosis().group(TestBus.DIKU, operation));
  }

  private List<UUID> publishThree() {
    producer.publish(TestBus.checkOut(UUID.randomUUID(), UUID.randomUUID()));
    UUID out = producer.publish(TestBus.checkOut(user, loan)).get(0).id();
    UUID other = producer.publish(TestBus.checkOut(user, UUID.randomUUID())).get(0).id();
    UUID in = producer.publish(TestBus.checkIn(user, loan)).get(0).id();
    consumer.awaitLedger(4);
    await().atMost(TestBus.LIMIT).until(() -> producer.count("event_outbox", "true") == 0);
    return List.of(out, other, in);
  }

  @Test
  void eventsOfAUserAreFoundByTypeAndTimeInBothModules() {
    Instant before = Instant.now().minusSeconds(60);
    List<UUID> ids = publishThree();

    for (TestBus bus : List.of(producer, consumer)) {
      SearchResult all = ask(bus, about(user.toString(), null, null, null));
      SearchResult checkIns = ask(bus, about(user.toString(), null, "ITEM_CHECKED_IN", before));
      SearchResult later =
          ask(bus, about(user.toString(), null, null, Instant.now().plusSeconds(60)));

      assertThat(all.events()).extracting(EventLife::eventId).containsAll(ids).hasSize(3);
      assertThat(all.complete()).isTrue();
      assertThat(checkIns.events()).extracting(EventLife::eventId).containsExactly(ids.get(2));
      assertThat(later.events()).isEmpty();
    }
    assertThat(ask(producer, about(user.toString(), null, null, null)).events())
        .allSatisfy(life -> assertThat(life.publicationVerdict()).contains(Verdict.SENT));
    assertThat(ask(consumer, about(user.toString(), null, null, null)).events())
        .allSatisfy(
            life -> {
              assertThat(life.handlings().get(0).verdict()).isEqualTo(Verdict.APPLIED);
              assertThat(life.type()).startsWith("ITEM_CHECKED_");
            });
  }

  @Test
  void eventsOfALoanAreFoundByThePayloadThatTheJournalKeeps() {
    List<UUID> ids = publishThree();

    SearchResult found = ask(producer, about(null, loan.toString(), null, null));
    SearchResult ofUser = ask(producer, about(user.toString(), loan.toString(), null, null));
    SearchResult received = ask(consumer, about(null, loan.toString(), null, null));

    assertThat(found.events())
        .extracting(EventLife::eventId)
        .containsExactly(ids.get(2), ids.get(0));
    assertThat(ofUser.events()).hasSize(2);
    assertThat(found.complete()).isTrue();
    assertThat(received.events()).as("receipts hold no payload").isEmpty();
    assertThat(received.complete()).isFalse();
    assertThat(received.searched())
        .extracting(Searched::note)
        .singleElement()
        .asString()
        .contains("Receipts hold no payload");
  }

  @Test
  void ofAnOperationItIsToldWhichEventsWerePublishedAndWhichAreMissing() {
    publishThree();
    UUID operation = UUID.randomUUID();
    var question = new EventQuestion(null, null, null, null, null, null, 20, operation);
    List<UUID> ids = new ArrayList<>();
    for (int index : List.of(0, 3)) {
      EventDraft draft = TestBus.checkOut(UUID.randomUUID(), loan);
      ids.add(
          producer.publish(draft.withOperation(new Operation(operation, index, 4))).get(0).id());
    }

    SearchResult found = ask(producer, question);
    SearchResult received = ask(consumer, question);

    assertThat(found.events())
        .extracting(EventLife::eventId)
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(found.complete()).isTrue();
    assertThat(found.searched()).extracting(Searched::by).containsOnly("by operation");
    assertThat(group(producer, operation))
        .contains(new OperationGroup(operation, 4, 2, List.of(1, 2)));
    assertThat(received.events()).as("receipts hold no operation").isEmpty();
    assertThat(received.complete()).isFalse();
    assertThat(group(consumer, operation)).isEmpty();

    for (int index : List.of(1, 2)) {
      EventDraft draft = TestBus.checkIn(UUID.randomUUID(), loan);
      producer.publish(draft.withOperation(new Operation(operation, index, 4)));
    }
    assertThat(group(producer, operation)).map(OperationGroup::missing).contains(List.of());
    assertThat(ask(producer, question).events()).hasSize(4);
  }

  @Test
  void eventsAreFoundByTypeAndTimeAloneAndTheNewestComeFirst() {
    publishThree();
    Instant from = Instant.now().minusSeconds(3_600);

    SearchResult found =
        ask(
            consumer,
            new EventQuestion(null, null, null, "ITEM_CHECKED_OUT", from, Instant.now(), 2));

    assertThat(found.events()).extracting(EventLife::type).containsOnly("ITEM_CHECKED_OUT");
    assertThat(found.events()).hasSize(2);
    assertThat(found.limitReached()).isTrue();
    assertThat(found.complete()).isFalse();
    assertThat(found.searched())
        .singleElement()
        .satisfies(
            searched -> {
              assertThat(searched.table()).isEqualTo("receipts");
              assertThat(searched.by()).isEqualTo("by time");
            });
  }

  @Test
  void whatIsMissingOfAKeyIsToldBesideWhatWasFound() {
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      records.send(user, 1);
      records.send(user, 3);
    }
    await().atMost(TestBus.LIMIT).until(() -> consumer.count("event_gap", "true") == 1);

    SearchResult found = ask(consumer, about(user.toString(), null, null, null));

    assertThat(found.events()).hasSize(2);
    assertThat(found.missing())
        .singleElement()
        .satisfies(gap -> assertThat(gap.range().first()).isEqualTo(2));
  }

  @Test
  void nothingFoundStillSaysWhatWasSearchedAndHowTheTenantStands() {
    SearchResult nothing = ask(producer, about(UUID.randomUUID().toString(), null, null, null));

    assertThat(nothing.events()).isEmpty();
    assertThat(nothing.complete()).isTrue();
    assertThat(nothing.tenant().enabled()).isTrue();
    assertThat(nothing.searched()).extracting(Searched::table).containsExactly("outbox", "journal");
  }

  @Test
  void aTimeOfWhichNothingIsKeptIsNotSaidToBeSearched() {
    Instant longAgo = Instant.now().minus(Duration.ofDays(100));

    SearchResult nothing = ask(producer, about(user.toString(), null, null, longAgo));

    assertThat(nothing.beyondKept()).isTrue();
    assertThat(nothing.explanation())
        .contains("further than the 90 days", "no longer known")
        .doesNotContain("was published");
  }

  @Test
  void aModuleSaysNothingOfThePublicationOfAStreamThatItDoesNotPublish() {
    EventPlace elsewhere = new EventPlace(new StreamKey("of.another-module", user.toString()), 1);

    EventLife life =
        producer.get(
            producer.bus().admin().diagnosis().event(TestBus.DIKU, UUID.randomUUID(), elsewhere));

    assertThat(life.publicationVerdict()).isEmpty();
    assertThat(life.explanation()).contains("No subscription of this module reads stream");
  }

  @Test
  void anUnknownEventIsExplainedByWhatTheModuleHasGivenToItsKey() {
    publishThree();
    StreamKey key = new StreamKey(EventCatalog.LOAN_EVENTS, user.toString());

    EventLife future =
        producer.get(
            producer
                .bus()
                .admin()
                .diagnosis()
                .event(TestBus.DIKU, UUID.randomUUID(), new EventPlace(key, 9)));

    assertThat(future.publicationVerdict()).contains(Verdict.NEVER_PUBLISHED);
    assertThat(future.explanation())
        .contains("sequences up to 3")
        .contains("9 was never assigned")
        .contains("other tenants are not searched");
  }

  @Test
  void aDisabledTenantIsNamedAsTheReasonForWaiting() {
    UUID id = publishThree().get(0);
    consumer.get(consumer.bus().tenants().disable(TestBus.DIKU));
    StreamKey key = new StreamKey(EventCatalog.LOAN_EVENTS, user.toString());

    EventLife waiting =
        consumer.get(
            consumer
                .bus()
                .admin()
                .diagnosis()
                .event(TestBus.DIKU, UUID.randomUUID(), new EventPlace(key, 9)));

    assertThat(waiting.tenant().enabled()).isFalse();
    assertThat(waiting.handlings().get(0).explanation()).contains("has not enabled the module");
    assertThat(waiting.explanation()).contains("has disabled the module");
    EventLife applied =
        consumer.get(consumer.bus().admin().diagnosis().event(TestBus.DIKU, id, null));
    assertThat(applied.handlings().get(0).verdict()).isEqualTo(Verdict.APPLIED);
  }
}
