/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.SUBSCRIPTION;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations that are refused, and operations that concern no key. */
@WithEventBusServers
class OperatorsTest {

  private static final Justification WHY = new Justification("a test", "tester");
  private static final ResetTarget EARLIEST =
      new ResetTarget(ResetTarget.To.EARLIEST, null, null, null, null);

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  OperatorsTest(KafkaBroker kafka, PostgresServer postgres) {
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

  private ActionResult reset() {
    return consumer.get(
        consumer.bus().admin().streams().reset(DIKU, SUBSCRIPTION, EARLIEST, WHY, false));
  }

  private long duplicates() {
    return consumer.count("event_receipt", "outcome = 'DUPLICATE'");
  }

  @Test
  void aResetWaitsUntilNoOtherProcessReads() {
    producer.publish(TestBus.checkOuts(user, 5));
    consumer.awaitLedger(5);
    try (TestBus other =
        TestBus.consumerOfEnabledTenant(settings, new Ledger(), SubscriptionPolicy.DEFAULT)) {
      await().atMost(LIMIT).until(() -> partitions(other) == 1);

      assertThatThrownBy(this::reset)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1 other processes read");
    }
    assertThat(duplicates()).isZero();

    assertThat(reset().outcome()).isEqualTo(ActionOutcome.DONE);
    await().atMost(LIMIT).until(() -> duplicates() == 5);
    producer.publish(TestBus.checkOuts(user, 1));
    assertThat(consumer.awaitLedger(6)).hasSize(6);
  }

  private static int partitions(TestBus bus) {
    List<SubscriptionStatus> statuses = bus.get(bus.bus().admin().subscriptions(null));
    return statuses.get(0).partitions();
  }

  @Test
  void anUnreadableRecordIsSetAsideByItsPlace() {
    try (LooseRecords records = new LooseRecords(kafka, settings)) {
      ProducerRecord<byte[], byte[]> good = records.encode(LooseRecords.event(user, 1));
      good.headers().remove("ce_id");
      records.send(good);
    }
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 1);
    var place =
        consumer
            .query("SELECT topic, partition, kafka_offset FROM \"{schema}\".event_parked")
            .get(0);
    var parked =
        new ParkedPlace(
            null,
            place.getString("topic"),
            place.getInteger("partition"),
            place.getLong("kafka_offset"));

    ActionResult done =
        consumer.get(
            consumer.bus().admin().parked().discard(DIKU, SUBSCRIPTION, parked, WHY, false));

    assertThat(done.outcome()).isEqualTo(ActionOutcome.DONE);
    assertThat(consumer.count("event_parked", "true")).isZero();
    assertThat(consumer.count("event_original", "true")).isEqualTo(1);
    assertThat(consumer.count("event_operation_log", "action = 'DISCARD'")).isEqualTo(1);
  }

  @Test
  void whatBrokersRefuseIsNotDiscarded() {
    assertThatThrownBy(
            () ->
                producer.get(
                    producer
                        .bus()
                        .admin()
                        .parked()
                        .discard(
                            DIKU,
                            Subscription.PRODUCING_SIDE,
                            ParkedPlace.of(UUID.randomUUID()),
                            WHY,
                            false)))
        .hasMessageContaining("all subscriptions would miss its number");
  }

  /** Statements of modules use these columns; docs/architecture.md lists them. */
  @Test
  void viewsForModulesHaveTheseColumns() {
    assertThat(
            consumer
                .query(
                    """
                    SELECT table_name || '(' || string_agg(column_name, ' ' ORDER BY ordinal_position)
                           || ')' AS view
                      FROM information_schema.columns JOIN information_schema.views
                     USING (table_schema, table_name)
                     WHERE table_schema = '{schema}' GROUP BY table_name ORDER BY table_name
                    """)
                .stream()
                .map(row -> row.getString("view")))
        .containsExactly(
            "event_key_missing(subscription stream key first_sequence last_sequence noticed_at)",
            "event_key_parked(subscription stream key sequence event_id type state parked_at)",
            "event_key_progress(subscription stream key last_sequence parked open_gaps)",
            "event_module_state(enabled changed_at)",
            "event_published(id stream key sequence)",
            "event_topic_missing(subscription topic partition missing)");
  }

  @Test
  void noEventOfAKeyIsAppliedWhileSomebodyWorksUnderItsLock() {
    StreamKey key = new StreamKey(EventCatalog.LOAN_EVENTS, user.toString());
    producer.publish(TestBus.checkOuts(user, 1));
    consumer.awaitLedger(1);
    Keys keys = consumer.bus().admin().keys();

    SqlConnection connection = consumer.get(consumer.bus().pool().getConnection());
    Transaction tx = consumer.get(connection.begin());
    assertThat(
            consumer.get(
                keys.lock(connection, consumer.schema(), SUBSCRIPTION, new TreeSet<>(Set.of(key)))))
        .isEqualTo(Map.of(key, 1L));
    producer.publish(TestBus.checkOuts(user, 1));
    await().atMost(LIMIT).until(() -> waiting() > 0);
    assertThat(
            consumer.get(keys.evidence(connection, consumer.schema(), SUBSCRIPTION, key)).applied())
        .isEqualTo(1);
    consumer.get(tx.commit());
    consumer.get(connection.close());

    consumer.awaitLedger(2);
  }

  // Number of batches that wait for the lock of a cursor.
  private long waiting() {
    return consumer
        .query(
            """
            SELECT count(*) AS n FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        .get(0)
        .getLong("n");
  }
}
