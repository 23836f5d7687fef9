/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedKeyChoice;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.assembly.AssembledBus;
import org.folio.eventbus.reread.Replayed;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;

/** A bus of a publishing or a consuming module on the test servers, with one tenant. */
final class TestBus implements AutoCloseable {

  static final TenantId DIKU = new TenantId("diku");
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final String SUBSCRIPTION = "ledger";

  private static final String PRODUCER = "mod-test";
  private static final String CONSUMER = "mod-reader";

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus;
  private final EventBusSettings settings;

  private TestBus(EventBusSettings settings, String module, UnaryOperator<EventBusBuilder> change) {
    this.settings = settings;
    this.bus =
        change.apply(EventBus.builder(vertx, settings, module).changelog(Ledger.CHANGELOG)).build();
  }

  static EventBusSettings settings(KafkaBroker kafka, DatabaseCoordinates database) {
    return settings(kafka, database, Map.of());
  }

  static EventBusSettings settings(
      KafkaBroker kafka, DatabaseCoordinates database, Map<String, String> more) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.putAll(more);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    return EventBusSettings.from(variables);
  }

  /** Creates a bus of the publishing module without starting it. */
  static TestBus of(EventBusSettings settings, UnaryOperator<EventBusBuilder> change) {
    return new TestBus(settings, PRODUCER, change);
  }

  /** Starts a bus that publishes loan events, with an enabled tenant. */
  static TestBus producer(EventBusSettings settings) {
    return producer(settings, builder -> builder);
  }

  static TestBus producer(EventBusSettings settings, UnaryOperator<EventBusBuilder> change) {
    TestBus bus =
        of(settings, builder -> change.apply(builder.publish(List.of(EventCatalog.LOAN_EVENTS))));
    bus.get(bus.bus.start());
    bus.get(bus.bus.tenants().enable(DIKU));
    return bus;
  }

  /** Starts a bus that consumes loan events with the given handler, with an enabled tenant. */
  static TestBus consumer(
      EventBusSettings settings, EventHandler handler, SubscriptionPolicy policy) {
    return consumer(settings, handler, policy, builder -> builder);
  }

  static TestBus consumer(
      EventBusSettings settings,
      EventHandler handler,
      SubscriptionPolicy policy,
      UnaryOperator<EventBusBuilder> change) {
    TestBus bus = consumerOfEnabledTenant(settings, handler, policy, change);
    bus.get(bus.bus.tenants().enable(DIKU));
    return bus;
  }

  /** Starts a bus that consumes loan events of tenants that are already enabled. */
  static TestBus consumerOfEnabledTenant(
      EventBusSettings settings, EventHandler handler, SubscriptionPolicy policy) {
    return consumerOfEnabledTenant(settings, handler, policy, builder -> builder);
  }

  static TestBus consumerOfEnabledTenant(
      EventBusSettings settings,
      EventHandler handler,
      SubscriptionPolicy policy,
      UnaryOperator<EventBusBuilder> change) {
    TestBus bus =
        new TestBus(
            settings,
            CONSUMER,
            builder ->
                change.apply(
                    builder.subscribe(
                        new Subscription(
                            SUBSCRIPTION,
                            EventCatalog.LOAN_EVENTS,
                            EventCatalog.circulation().typeNames(),
                            handler,
                            policy))));
    bus.get(bus.bus.start());
    return bus;
  }

  EventBus bus() {
    return bus;
  }

  /** Releases a key as an operator does. */
  ReleaseResult release(String subscription, StreamKey key, Justification why) {
    return get(bus.admin()
            .parked()
            .release(DIKU, subscription, new ParkedKeyChoice(key, null), why, false))
        .released();
  }

  /** Replays events that a subscription of this bus may have missed. */
  Future<ReplayResult> replay(
      TenantId tenant, String subscription, RecordSelection selection, Justification why) {
    return ((AssembledBus) bus)
        .subscription(subscription)
        .compose(runner -> runner.replay(tenant, selection, why))
        .map(Replayed::result);
  }

  Vertx vertx() {
    return vertx;
  }

  EventBusSettings settings() {
    return settings;
  }

  String topic() {
    return settings.environment() + ".diku." + EventCatalog.LOAN_EVENTS;
  }

  String group() {
    return settings.environment() + "." + CONSUMER + "." + SUBSCRIPTION;
  }

  String schema() {
    return bus.schema().of(DIKU);
  }

  List<PublishedEvent> publish(EventDraft... drafts) {
    return publish(List.of(drafts));
  }

  List<PublishedEvent> publish(List<EventDraft> drafts) {
    return get(bus.pool().withTransaction(tx -> bus.publisher().publish(tx, DIKU, drafts)));
  }

  List<Ledger.Entry> ledger() {
    return get(Ledger.read(bus, DIKU));
  }

  List<Ledger.Entry> awaitLedger(int entries) {
    await().atMost(LIMIT).until(() -> ledger().size() >= entries);
    return ledger();
  }

  List<JsonObject> query(String sql) {
    RowSet<Row> rows = get(bus.pool().query(sql.replace("{schema}", schema())).execute());
    List<JsonObject> result = new ArrayList<>();
    rows.forEach(row -> result.add(row.toJson()));
    return result;
  }

  long count(String table, String condition) {
    return query("SELECT count(*) AS n FROM \"{schema}\"." + table + " WHERE " + condition)
        .get(0)
        .getLong("n");
  }

  <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }

  @Override
  public void close() {
    get(bus.close());
    get(vertx.close());
  }

  static EventDraft checkOut(UUID user, UUID loan) {
    Instant due = Instant.parse("2026-03-15T22:59:59Z");
    return EventDraft.of("ITEM_CHECKED_OUT", payload(LoanEvents.itemCheckedOut(user, loan, due)));
  }

  static EventDraft checkIn(UUID user, UUID loan) {
    return EventDraft.of("ITEM_CHECKED_IN", payload(LoanEvents.itemCheckedIn(user, loan)));
  }

  // The builders return immutable maps; callers of the publisher have ordinary objects.
  private static JsonObject payload(Map<String, Object> fields) {
    return new JsonObject(LoanEvents.json(fields));
  }

  static List<EventDraft> checkOuts(UUID user, int count) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(checkOut(user, UUID.randomUUID()));
    }
    return drafts;
  }
}
