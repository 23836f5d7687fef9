/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.testing.eureka.EntitlementTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Modules of tenants that come and go as Eureka tells. */
@WithEventBusServers
class EntitledTenantsTest {

  private static final TenantId COLLEGE = new TenantId("college");
  private static final String FIRST = "mod-reader-1.0.0";
  private static final String SECOND = "mod-reader-2.0.0";
  private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);
  // A batch of them takes longer than a revocation may.
  private static final Duration SLOW_CALL = Duration.ofMillis(100);
  // 200 events a second.
  private static final long PUBLISH_EVERY = 5;

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final DatabaseCoordinates database;
  private final EventBusSettings settings;
  private final EntitlementTopic topic;
  private final List<TestBus> buses = new ArrayList<>();
  private final TestBus producer;

  EntitledTenantsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.database = postgres.newDatabase();
    this.settings = TestBus.settings(kafka, database, Map.of("EVENT_PLATFORM", "eureka"));
    this.topic = new EntitlementTopic(kafka, settings.environment());
    this.producer = started(TestBus.producer(settings));
  }

  @AfterEach
  void close() {
    buses.forEach(TestBus::close);
    topic.close();
  }

  private TestBus started(TestBus bus) {
    buses.add(bus);
    return bus;
  }

  private TestBus version(String id, EventHandler handler) {
    return started(
        TestBus.consumerOfEnabledTenant(
            settings, handler, SubscriptionPolicy.DEFAULT, builder -> builder.source(id)));
  }

  private static void enable(TestBus bus, TenantId tenant) {
    bus.get(bus.bus().tenants().enable(tenant));
  }

  private static int partitions(TestBus consumer, TenantId tenant) {
    return consumer.get(consumer.bus().admin().subscriptions(tenant)).get(0).partitions();
  }

  @Test
  void aRevocationStopsWorkAndAnEntitlementResumesItWithNothingLost() {
    TestBus consumer = version(FIRST, new Ledger());
    enable(consumer, DIKU);
    topic.entitle("diku", FIRST);
    UUID user = UUID.randomUUID();
    List<Future<?>> published = new CopyOnWriteArrayList<>();
    long timer =
        producer
            .vertx()
            .setPeriodic(
                PUBLISH_EVERY,
                next ->
                    published.add(
                        producer
                            .bus()
                            .pool()
                            .withTransaction(
                                tx ->
                                    producer
                                        .bus()
                                        .publisher()
                                        .publish(
                                            tx,
                                            DIKU,
                                            List.of(checkOut(user, UUID.randomUUID()))))));
    consumer.awaitLedger(50);

    topic.revoke("diku", FIRST);
    await().atMost(REVOKED_WITHIN).until(() -> partitions(consumer, DIKU) == 0);
    int applied = consumer.ledger().size();
    int waiting = published.size() + 200;
    await().atMost(LIMIT).until(() -> published.size() >= waiting);
    assertThat(consumer.ledger()).as("nothing is done for the tenant").hasSize(applied);

    topic.entitle("diku", FIRST);
    consumer.awaitLedger(waiting);
    producer.vertx().cancelTimer(timer);
    producer.get(Future.all(List.copyOf(published)));
    assertThat(consumer.awaitLedger(published.size()))
        .extracting(Ledger.Entry::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, published.size()).boxed().toList());
  }

  /** Each announcement makes every instance read the tenants anew. */
  @Test
  void whatChangesNothingIsNotAnnounced() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN event_bus_tenant");
      producer.get(producer.bus().tenants().disable(DIKU));
      producer.get(producer.bus().tenants().disable(DIKU));
      statement.execute("SELECT pg_notify('event_bus_tenant', 'end')");
      assertThat(connection.unwrap(PGConnection.class).getNotifications())
          .extracting(PGNotification::getParameter)
          .containsExactly(producer.schema(), "end");
    }
  }

  /** A module that is called may be slow, and a batch has many calls. */
  @Test
  void aRevocationEndsABatchAfterTheCallInWork() {
    List<Long> delivered = new CopyOnWriteArrayList<>();
    AtomicReference<Duration> pause = new AtomicReference<>(SLOW_CALL);
    ExternalHandler slow =
        event ->
            producer
                .vertx()
                .timer(pause.get().toMillis())
                .onSuccess(done -> delivered.add(event.sequence()))
                .mapEmpty();
    TestBus consumer = version(FIRST, slow);
    enable(consumer, DIKU);
    topic.entitle("diku", FIRST);
    publish(DIKU, 100);
    await().atMost(LIMIT).until(() -> delivered.size() > 2);

    try (LoggedLines logged = new LoggedLines()) {
      topic.revoke("diku", FIRST);
      await().atMost(REVOKED_WITHIN).until(() -> partitions(consumer, DIKU) == 0);
      assertThat(delivered.size()).isLessThan(50);
      pause.set(Duration.ofMillis(1));
      topic.entitle("diku", FIRST);
      await().atMost(LIMIT).until(() -> consumer.count("event_receipt", "true") == 100);
      assertThat(delivered)
          .as("each once, in order")
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(logged.of(LogCode.BATCH_REPEATED)).isEmpty();
    }
  }

  @Test
  void aTenantThatIsOnlyPreparedWorksWhenItIsEntitled() {
    TestBus consumer = version(FIRST, new Ledger());
    Tenants tenants = consumer.bus().tenants();
    assertThatThrownBy(
            () ->
                consumer.get(
                    tenants.enable(
                        DIKU, step -> {}, () -> Future.failedFuture("nobody waits for it"))))
        .hasMessage("nobody waits for it");
    assertThat(consumer.get(tenants.isEnabled(DIKU))).isFalse();
    assertThat(partitions(consumer, DIKU)).isZero();

    publish(DIKU, 1);
    topic.entitle("diku", FIRST);
    consumer.awaitLedger(1);
  }

  @Test
  void versionsSideBySideWorkForTheirOwnTenantsOnly() {
    Handled first = new Handled();
    Handled second = new Handled();
    TestBus one = version(FIRST, first);
    TestBus two = version(SECOND, second);
    enable(producer, COLLEGE);
    enable(one, DIKU);
    enable(two, COLLEGE);
    await().atMost(LIMIT).until(() -> partitions(one, DIKU) == 2 && partitions(two, COLLEGE) == 2);
    publish(DIKU, 100);
    publish(COLLEGE, 100);
    await().atMost(LIMIT).until(() -> first.count(DIKU) == 100 && second.count(COLLEGE) == 100);

    enable(two, DIKU);
    topic.upgrade("diku", FIRST, SECOND);
    // Tells that the events before it were read.
    topic.revoke("college", SECOND);
    await().atMost(LIMIT).until(() -> partitions(two, COLLEGE) == 0);
    await().atMost(LIMIT).until(() -> partitions(one, DIKU) == 0 && partitions(two, DIKU) == 2);
    publish(DIKU, 100);
    await().atMost(LIMIT).until(() -> second.count(DIKU) == 100);
    assertThat(first.count(DIKU)).isEqualTo(100);
    assertThat(first.count(COLLEGE)).isZero();
    assertThat(two.awaitLedger(200)).hasSize(200);
    assertThatThrownBy(() -> one.get(one.bus().tenants().purge(DIKU)))
        .hasMessageContaining(SECOND + ", which uses the same data");
  }

  @Test
  void whoDoesNotHearOfRevocationsSaysSo() {
    EventBusSettings without =
        TestBus.settings(kafka, postgres.newDatabase(), Map.of("EVENT_PLATFORM", "eureka"));
    TestBus consumer = started(TestBus.consumer(without, new Ledger(), SubscriptionPolicy.DEFAULT));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(consumer.get(consumer.bus().health()).warnings())
                  .anySatisfy(
                      warning ->
                          assertThat(warning)
                              .contains(without.environment() + ".entitlement does not exist"));
              assertThat(consumer.get(consumer.bus().admin().subscriptions(DIKU)).get(0).problems())
                  .anySatisfy(problem -> assertThat(problem).contains("are not followed"));
            });
  }

  private void publish(TenantId tenant, int events) {
    producer.get(
        producer
            .bus()
            .pool()
            .withTransaction(
                tx ->
                    producer
                        .bus()
                        .publisher()
                        .publish(tx, tenant, checkOuts(UUID.randomUUID(), events))));
  }

  /** A ledger that knows what this instance handled. */
  private static final class Handled implements TransactionalHandler {

    private final Ledger ledger = new Ledger();
    private final List<TenantId> events = new CopyOnWriteArrayList<>();

    @Override
    public Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return ledger
          .handle(batch, tx)
          .onSuccess(handled -> batch.events().forEach(event -> events.add(batch.tenant())));
    }

    long count(TenantId tenant) {
      return events.stream().filter(tenant::equals).count();
    }
  }
}
