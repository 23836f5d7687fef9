/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOuts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of the journal are delivered again to a subscription that has lost their effect. */
@WithEventBusServers
class ReplayTest {

  private static final Justification WHY = new Justification("rows were deleted", "operator");
  private static final ReplaySelection ALL = ReplaySelection.of(EventCatalog.LOAN_EVENTS);

  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  ReplayTest(KafkaBroker kafka, PostgresServer postgres) {
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

  @Test
  void eventsThatWereAppliedAreDuplicatesAndChangeNothing() {
    publish(10);

    assertThat(replay(ALL)).isEqualTo(10);
    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_receipt", "outcome = 'DUPLICATE'") == 10);
    assertThat(consumer.ledger()).hasSize(10);
    assertThat(
            producer.count(
                "event_operation_log", "action = 'REPUBLISH' AND performed_by = 'operator'"))
        .isEqualTo(1);
  }

  /** After the deletion of its projection and cursors, a key is rebuilt from the journal. */
  @Test
  void keyWhoseStateWasDeletedIsBuiltAnewInOrder() {
    publish(10);
    consumer.query("DELETE FROM \"{schema}\".ledger WHERE key = '" + user + "'");
    consumer.query("DELETE FROM \"{schema}\".event_cursor WHERE key = '" + user + "'");

    assertThat(replay(ALL.ofKey(user.toString()))).isEqualTo(10);
    assertThat(consumer.awaitLedger(10))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void selectionsRestrictByEventAndTime() {
    List<PublishedEvent> published = publish(3);

    assertThat(replay(ALL.ofEvents(Set.of(published.get(1).id())))).isEqualTo(1);
    assertThat(replay(ALL.sentBetween(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))).isZero();
    assertThat(replay(ALL.ofKey("nobody"))).isZero();
  }

  private List<PublishedEvent> publish(int events) {
    List<PublishedEvent> published = producer.publish(checkOuts(user, events));
    consumer.awaitLedger(events);
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == events);
    return published;
  }

  private int replay(ReplaySelection selection) {
    return producer
        .get(producer.bus().admin().streams().republish(DIKU, selection, WHY, false))
        .after()
        .getInteger("events");
  }
}
