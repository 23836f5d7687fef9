/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.SUBSCRIPTION;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.OffsetRange;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscription replays records on Kafka that its group has passed. */
@WithEventBusServers
class KafkaReplayTest {

  private static final Justification WHY = new Justification("offsets were moved", "operator");
  private static final RecordSelection ALL = RecordSelection.ALL;

  private final EventBusSettings settings;
  private final GroupOffsets offsets;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  KafkaReplayTest(KafkaBroker kafka, PostgresServer postgres) {
    this.settings = TestBus.settings(kafka, postgres.newDatabase());
    this.offsets = new GroupOffsets(kafka);
  }

  @BeforeEach
  void start() {
    producer = TestBus.producer(settings);
    consumer = consume(new Ledger());
  }

  @AfterEach
  void close() {
    consumer.close();
    producer.close();
    offsets.close();
  }

  @Test
  void whatWasAppliedIsDuplicateAndChangesNothing() {
    producer.publish(checkOuts(user, 10));
    consumer.awaitLedger(10);

    ReplayResult result = replay(ALL);

    assertThat(
            consumer.count(
                "event_operation_log",
                "outcome = 'APPLIED' AND NOT subject ? 'read' AND before ->> 'missingSequences' = '0' AND after ->> 'duplicates' = '10'"))
        .isEqualTo(1);
    assertThat(result.duplicates()).isEqualTo(10);
    assertThat(result.applied() + result.parked() + result.waiting()).isZero();
    assertThat(result.cause()).isNull();
    assertThat(consumer.ledger()).hasSize(10);
    assertThat(consumer.count("event_operation_log", "action = 'REPLAY' AND outcome = 'APPLIED'"))
        .isEqualTo(1);
  }

  @Test
  void replayAndRunningSubscriptionTogetherApplyEachEventOnceAndInOrder() {
    List<UUID> users = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      users.add(UUID.randomUUID());
    }
    for (int round = 0; round < 10; round++) {
      List<EventDraft> drafts = new ArrayList<>();
      users.forEach(one -> drafts.addAll(checkOuts(one, 10)));
      producer.publish(drafts);
      ReplayResult result = replay(ALL);
      assertThat(result.cause()).isNull();
      assertThat(result.waiting()).isZero();
    }

    List<Ledger.Entry> ledger = consumer.awaitLedger(2_000);
    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'APPLIED'") == 2_000);
    assertThat(ledger).hasSize(2_000);
    for (UUID one : users) {
      assertThat(ledger)
          .filteredOn(entry -> entry.key().equals(one.toString()))
          .extracting(Ledger.Entry::sequence)
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(100);
    }
  }

  @Test
  void eventsThatTheGroupPassedOverAreAppliedInOrder() {
    passOver(checkOuts(user, 10));

    ReplayResult result = replay(ALL);

    assertThat(result.applied()).isEqualTo(10);
    assertThat(consumer.ledger())
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    producer.publish(checkOut(user, UUID.randomUUID()));
    consumer.awaitLedger(11);
  }

  @Test
  void selectionsRestrictByKeyEventAndTime() {
    UUID other = UUID.randomUUID();
    passOver(checkOuts(user, 3));
    List<PublishedEvent> others = passOver(checkOuts(other, 3));

    assertThat(replay(ALL.writtenBetween(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))).applied())
        .isZero();
    assertThat(replay(ALL.writtenBetween(Instant.now().plusSeconds(60), Instant.MAX)).read())
        .isZero();
    assertThat(replay(ALL.ofKey(user.toString())).applied()).isEqualTo(3);
    assertThat(replay(ALL.ofEvents(Set.of(others.get(0).id()))).applied()).isEqualTo(1);
    assertThat(
            replay(
                    ALL.writtenBetween(
                        Instant.now().minusSeconds(600), Instant.now().plusSeconds(60)))
                .applied())
        .isEqualTo(2);
  }

  /**
   * Only the subscription decides what is missing, because it knows which records are still to
   * come.
   */
  @Test
  void eventWhosePredecessorsWereNotSelectedWaitsAndOpensNoGap() {
    List<PublishedEvent> published = passOver(checkOuts(user, 3));

    ReplayResult result = replay(ALL.ofEvents(Set.of(published.get(2).id())));

    assertThat(result.waiting()).isEqualTo(1);
    assertThat(result.applied()).isZero();
    assertThat(consumer.count("event_gap", "true")).isZero();
  }

  @Test
  void offsetsRestrictAndTheResultTellsFromWhereKafkaHasThem() {
    int partition = partitionOf(passOver(checkOuts(user, 6)));

    ReplayResult beyond = replay(ALL.at(OffsetRange.of(partition, 1_000, Long.MAX_VALUE)));
    assertThat(beyond.read()).isZero();
    assertThat(beyond.partitions()).hasSize(1);
    assertThat(beyond.partitions().get(0).asked()).isEqualTo(1_000);
    assertThat(beyond.partitions().get(0).from()).isLessThan(1_000);

    assertThat(replay(ALL.at(OffsetRange.of(partition, 0, 2))).applied()).isEqualTo(2);
    assertThat(replay(ALL.at(OffsetRange.of(partition, 4, 5))).waiting()).isEqualTo(1);
    offsets.deleteRecordsBefore(producer.topic(), partition, 2);
    ReplayResult rest = replay(ALL.at(OffsetRange.of(partition, 0, Long.MAX_VALUE)));
    assertThat(rest.partitions().get(0).from()).isEqualTo(2);
    assertThat(rest.applied()).isEqualTo(4);
  }

  @Test
  void greatestNumberOfEventsCutsShortAndTheRestFollowsFromThere() {
    int partition = partitionOf(passOver(checkOuts(user, 10)));

    ReplayResult first = replay(ALL.atMost(4));
    assertThat(first.applied()).isEqualTo(4);
    assertThat(first.limitReached()).isTrue();
    long next =
        first.partitions().stream()
            .filter(one -> one.partition() == partition)
            .findFirst()
            .orElseThrow()
            .end();
    ReplayResult rest = replay(ALL.at(OffsetRange.of(partition, next, Long.MAX_VALUE)));
    assertThat(rest.applied()).isEqualTo(6);
    assertThat(rest.limitReached()).isFalse();
  }

  @Test
  void poisonIsParkedAndEventsBehindItWait() {
    UUID bystander = UUID.randomUUID();
    List<EventDraft> drafts = new ArrayList<>(checkOuts(user, 3));
    drafts.addAll(checkOuts(bystander, 1));
    passOver(drafts, refusing(2));

    ReplayResult result = replay(ALL);

    assertThat(result.applied()).isEqualTo(2);
    assertThat(result.parked()).isEqualTo(2);
    assertThat(consumer.count("event_parked", "state = 'POISON' AND sequence = 2")).isEqualTo(1);
    assertThat(replay(ALL).duplicates()).isEqualTo(4);
  }

  @Test
  void questionsThatCannotBeAnsweredFailWithASentence() {
    assertThatThrownBy(() -> consumer.get(consumer.replay(DIKU, "nobody", ALL, WHY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no subscription nobody; there are: ledger");
    assertThatThrownBy(() -> replay(ALL.at(OffsetRange.of(7, 0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no partition 7; it has 2");
    assertThat(
            consumer.count(
                "event_operation_log",
                "outcome = 'FAILED' AND before ->> 'parkedEvents' = '0' AND after ->> 'cause' LIKE '%no partition 7%'"))
        .isEqualTo(1);
    assertThatThrownBy(() -> replay(ALL.at(new OffsetRange("elsewhere", 0, 0, 1))))
        .hasMessageContaining("does not read topic elsewhere; it reads " + producer.topic());
    assertThatThrownBy(
            () -> consumer.get(consumer.replay(new TenantId("nobody"), SUBSCRIPTION, ALL, WHY)))
        .hasMessageContaining("Tenant nobody has no tables of this module");
  }

  /**
   * The subscription calls an external handler without a lock, so a replay excludes all records
   * that it may be calling.
   */
  @Test
  void externalHandlerGetsOnlyWhatTheGroupHasPassed() {
    Queue<Event> called = new ConcurrentLinkedQueue<>();
    ExternalHandler handler =
        event -> {
          called.add(event);
          return Future.succeededFuture();
        };
    consumer.close();
    producer.publish(checkOuts(user, 5));
    await().atMost(LIMIT).until(() -> producer.count("event_outbox", "true") == 0);
    offsets.moveTo(consumer.group(), producer.topic(), 2);
    consumer = consume(handler);

    ReplayResult result = replay(ALL);
    assertThat(result.applied()).isEqualTo(2);
    assertThat(result.waiting()).isZero();
    assertThat(called).extracting(Event::sequence).containsExactly(1L, 2L);
  }

  @Test
  void busThatIsClosedEndsAReplayAndLosesNothing() {
    passOver(checkOuts(user, 2_000));
    Future<ReplayResult> running = consumer.replay(DIKU, SUBSCRIPTION, ALL, WHY);
    await().atMost(LIMIT).until(() -> !consumer.ledger().isEmpty());
    consumer.close();
    await().atMost(LIMIT).until(running::isComplete);

    consumer = consume(new Ledger());
    ReplayResult rest = replay(ALL);
    assertThat(rest.applied() + rest.duplicates()).isEqualTo(2_000);
    assertThat(consumer.ledger()).hasSize(2_000);
  }

  private static TransactionalHandler refusing(long sequence) {
    Ledger ledger = new Ledger();
    return (batch, tx) ->
        batch.events().stream().anyMatch(event -> event.sequence() == sequence)
            ? Future.failedFuture(new IllegalArgumentException("refused"))
            : ledger.handle(batch, tx);
  }

  private TestBus consume(EventHandler handler) {
    return TestBus.consumer(
        settings, handler, SubscriptionPolicy.builder().hold(Duration.ofMinutes(5)).build());
  }

  private List<PublishedEvent> passOver(List<EventDraft> drafts) {
    return passOver(drafts, new Ledger());
  }

  // Moves the group's offsets to the end while no member reads.
  private List<PublishedEvent> passOver(List<EventDraft> drafts, EventHandler handler) {
    consumer.close();
    List<PublishedEvent> published = producer.publish(drafts);
    await().atMost(LIMIT).until(() -> producer.count("event_outbox", "true") == 0);
    offsets.moveToEnd(consumer.group(), producer.topic());
    consumer = consume(handler);
    return published;
  }

  private int partitionOf(List<PublishedEvent> published) {
    return producer
        .query(
            "SELECT partition FROM \"{schema}\".event_journal WHERE id = '%s'"
                .formatted(published.get(0).id()))
        .get(0)
        .getInteger("partition");
  }

  private ReplayResult replay(RecordSelection selection) {
    return consumer.get(consumer.replay(DIKU, SUBSCRIPTION, selection, WHY));
  }
}
