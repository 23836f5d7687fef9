/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.shadow.ForeignWrites;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules that a {@link TransactionalHandler} must follow for the library's guarantees to hold.
 * Runs against a real PostgreSQL; each rule runs in transactions that are rolled back.
 */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TransactionalHandlerContract {

  private static final TenantId TENANT = new TenantId("contract");
  private static final TenantId NEIGHBOUR = new TenantId("neighbour");

  // Each run uses the same ones, so that a failure is reproducible.
  private static final long SEED = 4711;
  private static final int SPLITS = 5;

  private ContractDatabase database;

  /** The handler; the same for all rules. */
  protected abstract TransactionalHandler handler();

  /** The module's Liquibase changelogs, as class path locations. */
  protected abstract List<String> changelogs();

  /**
   * The handler's effect: SELECTs over its tables, without values that differ by nature, such as
   * generated numbers and times of writing.
   */
  protected abstract List<Comparison> effects();

  /**
   * Events that the handler applies: several keys with several events each, in the order of each
   * key; the same at each call. Loan events by default.
   */
  protected List<Event> events(TenantId tenant) {
    return SampleEvents.loans(tenant);
  }

  /** How long the handler may take for all events; 20 s by default. */
  protected Duration limit() {
    return Duration.ofSeconds(20);
  }

  @BeforeAll
  final void open(DatabaseCoordinates coordinates) {
    database = new ContractDatabase(coordinates, changelogs(), List.of(TENANT, NEIGHBOUR), limit());
  }

  @AfterAll
  final void close() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  final void anySplitOfABatchHasTheEffectOfTheWhole() {
    List<Event> events = events(TENANT);
    Map<String, List<String>> whole = effectOf(List.of(events));

    assertThat(effectOf(events.stream().map(List::of).toList()))
        .as("one event at a time")
        .isEqualTo(whole);
    Random random = new Random(SEED);
    for (int i = 0; i < SPLITS; i++) {
      List<List<Event>> split = split(events, random);
      assertThat(effectOf(split))
          .as("batches of %s events", split.stream().map(List::size).toList())
          .isEqualTo(whole);
    }
  }

  @Test
  final void batchOfSeveralKeysEqualsTheBatchesOfSingleKeys() {
    Map<String, List<Event>> keys = new LinkedHashMap<>();
    for (Event event : events(TENANT)) {
      keys.computeIfAbsent(event.key(), none -> new ArrayList<>()).add(event);
    }
    assertThat(keys).as("events() must have several keys").hasSizeGreaterThan(1);
    List<List<Event>> reversed = new ArrayList<>(keys.values());
    Collections.reverse(reversed);

    Map<String, List<String>> whole = effectOf(List.of(events(TENANT)));
    assertThat(effectOf(List.copyOf(keys.values()))).isEqualTo(whole);
    assertThat(effectOf(reversed)).as("keys in reverse order").isEqualTo(whole);
  }

  @Test
  final void whatItDidIsGoneWhenTheTransactionIsRolledBack() {
    Map<String, List<String>> before = durable(TENANT);

    assertThat(effectOf(List.of(events(TENANT))))
        .as("events() must have an effect that effects() shows")
        .isNotEqualTo(before);

    assertThat(durable(TENANT))
        .as("effects after the rollback: the handler has written on another connection")
        .isEqualTo(before);
  }

  @Test
  final void touchesOnlyTheSchemaOfItsBatch() {
    for (TenantId tenant : List.of(TENANT, NEIGHBOUR)) {
      String schema = database.schema(tenant);
      EventBatch batch = new EventBatch(tenant, schema, events(tenant));
      Optional<String> foreign =
          rolledBack(tx -> ForeignWrites.during(tx, schema, () -> handler().handle(batch, tx)));
      assertThat(foreign).as("a table outside of schema %s that was written", schema).isEmpty();
    }
  }

  @Test
  final void doesNotBlockTheEventLoop() {
    // One-time initialization may block.
    effectOf(List.of(events(TENANT)));
    long waited =
        rolledBack(
            tx -> {
              EventLoopCall call = call(tx, events(TENANT));
              return call.result().map(handled -> call.waited());
            });
    assertThat(waited)
        .as("times that handle() let the event loop wait for another thread, or sleep")
        .isZero();
  }

  @Test
  final void unknownTypesDoNotFail() {
    List<Event> events = new ArrayList<>(events(TENANT));
    Event last = events.get(events.size() - 1);
    events.add(changed(last, "ANNOUNCED_FOR_TOMORROW", new JsonObject().put("any", "thing")));

    assertThat(effectOf(List.of(events))).isNotNull();
  }

  @Test
  final void unknownPropertiesDoNotFail() {
    List<Event> events =
        events(TENANT).stream()
            .map(
                event ->
                    new Event(
                        event.id(),
                        event.type(),
                        event.tenant(),
                        event.stream(),
                        event.key(),
                        event.sequence(),
                        event.time(),
                        event
                            .json()
                            .put("addedTomorrow", new JsonObject().put("deeply", "nested"))
                            .encode(),
                        event.correlation(),
                        event.operation(),
                        event.sequencing()))
            .toList();

    assertThat(effectOf(List.of(events))).isNotNull();
  }

  private static Event changed(Event before, String type, JsonObject payload) {
    return new Event(
        new UUID(SEED, before.sequence() + 1),
        type,
        before.tenant(),
        before.stream(),
        before.key(),
        before.sequence() + 1,
        before.time(),
        payload.encode(),
        before.correlation(),
        null,
        before.sequencing());
  }

  private static List<List<Event>> split(List<Event> events, Random random) {
    List<List<Event>> parts = new ArrayList<>();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(events.size() / 2 + 1));
      parts.add(events.subList(from, to));
      from = to;
    }
    return parts;
  }

  private Map<String, List<String>> effectOf(List<List<Event>> batches) {
    return rolledBack(
        tx -> {
          for (List<Event> batch : batches) {
            database.get(call(tx, batch).result());
          }
          return database.effects(tx, database.schema(TENANT), effects());
        });
  }

  private Map<String, List<String>> durable(TenantId tenant) {
    return database.get(
        database
            .pool()
            .withTransaction(
                connection -> database.effects(connection, database.schema(tenant), effects())));
  }

  private EventLoopCall call(SqlConnection tx, List<Event> events) {
    EventBatch batch = new EventBatch(TENANT, database.schema(TENANT), events);
    return EventLoopCall.of(database.context(), () -> handler().handle(batch, tx), limit());
  }

  private <T> T rolledBack(Function<SqlConnection, Future<T>> work) {
    SqlConnection connection = database.connection();
    Transaction transaction = database.get(connection.begin());
    try {
      return database.get(work.apply(connection));
    } finally {
      // A statement that failed has ended the transaction already.
      database.get(transaction.rollback().transform(ended -> connection.close()));
    }
  }
}
