/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.checkIn;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.folio.eventbus.base.sql.GroupCommit;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Publishing without a transaction of the caller. No relay runs. */
@WithEventBusServers
class SharedPublicationTest {

  private static final int CALLS = 300;

  // Together with the transaction that blocks them, one less than the connections of the pool.
  private static final int BLOCKED = 3;

  private static TestBus bus;
  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void enableTenant(KafkaBroker kafka, DatabaseCoordinates database) {
    bus = TestBus.of(TestBus.settings(kafka, database), builder -> builder);
    bus.get(bus.bus().tenants().enable(DIKU));
  }

  @AfterAll
  static void close() {
    bus.close();
  }

  private static Future<PublishedEvent> publish(EventDraft draft) {
    return bus.bus().publish(DIKU, List.of(draft)).map(published -> published.get(0));
  }

  @Test
  void callsAtOnceShareCommits() {
    List<Future<PublishedEvent>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(publish(checkOut(user, UUID.randomUUID())));
    }
    bus.get(Future.all(calls));
    assertThat(calls)
        .extracting(call -> call.result().sequence())
        .isSorted()
        .doesNotHaveDuplicates();
    long commits =
        bus.query(
                "SELECT count(DISTINCT xmin::text) AS n FROM \"{schema}\".event_outbox WHERE payload LIKE '%"
                    + user
                    + "%'")
            .get(0)
            .getLong("n");
    assertThat(commits).isBetween(2L, CALLS / 10L);
  }

  @Test
  void aCallThatIsRefusedFailsAlone() {
    UUID reused = UUID.randomUUID();
    UUID loan = UUID.randomUUID();
    Future<PublishedEvent> first = publish(checkOut(user, loan).withId(reused));
    Future<PublishedEvent> good = publish(checkOut(user, UUID.randomUUID()));
    Future<PublishedEvent> conflict = publish(checkIn(user, loan).withId(reused));
    Future<PublishedEvent> invalid = publish(EventDraft.of("ITEM_CHECKED_OUT", new JsonObject()));
    Future<PublishedEvent> last = publish(checkOut(user, UUID.randomUUID()));

    bus.get(Future.all(first, good, last));
    assertThat(((InvalidEventException) catchThrowable(() -> bus.get(conflict))).violations())
        .extracting("path")
        .containsExactly("[0].id");
    assertThat(((InvalidEventException) catchThrowable(() -> bus.get(invalid))).violations())
        .extracting("path")
        .allMatch(path -> path.toString().startsWith("[0].payload"));
    assertThat(bus.count("event_outbox", "payload LIKE '%" + user + "%'")).isEqualTo(3);
  }

  @Test
  void anIdTwiceAtOnceIsOneEvent() {
    EventDraft event = checkOut(user, UUID.randomUUID()).withId(UUID.randomUUID());
    List<Future<PublishedEvent>> calls =
        List.of(publish(checkIn(user, UUID.randomUUID())), publish(event), publish(event));
    bus.get(Future.all(calls));
    assertThat(calls.get(1).result().repeated()).isFalse();
    assertThat(calls.get(2).result()).isEqualTo(calls.get(1).result().asRepeated());
  }

  @Test
  void aKeyThatAnotherTransactionHoldsStopsNoOther() {
    SqlConnection slow = bus.get(bus.bus().pool().getConnection());
    Transaction open = bus.get(slow.begin());
    EventDraft held = checkOut(user, UUID.randomUUID());
    bus.get(bus.bus().publisher().publish(slow, DIKU, List.of(held)));
    List<Future<PublishedEvent>> behind = new ArrayList<>();
    for (int i = 0; i < BLOCKED; i++) {
      publish(checkOut(UUID.randomUUID(), UUID.randomUUID()));
      behind.add(publish(checkIn(user, UUID.randomUUID())));
      bus.get(publish(checkOut(UUID.randomUUID(), UUID.randomUUID())));
    }
    assertThat(behind).noneMatch(Future::isComplete);

    bus.get(open.commit());
    bus.get(slow.close());
    bus.get(Future.all(behind));
    assertThat(behind)
        .extracting(one -> one.result().sequence())
        .containsExactlyInAnyOrder(2L, 3L, 4L);
  }

  @Test
  void aRequestThatFailsInTheDatabaseFailsAlone() {
    GroupCommit<String, Integer, Integer> inverses =
        new GroupCommit<>(
            bus.vertx(),
            bus.bus().pool(),
            one -> 1,
            (tx, key, requests) ->
                Future.all(
                        requests.stream()
                            .map(
                                one ->
                                    tx.query("SELECT 100 / " + one)
                                        .execute()
                                        .map(rows -> rows.iterator().next().getInteger(0)))
                            .toList())
                    .map(done -> done.<Integer>list()));
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = -5; i <= 5; i++) {
      answers.add(inverses.submit("", i));
    }
    await().atMost(TestBus.LIMIT).until(() -> answers.stream().allMatch(Future::isComplete));
    assertThat(answers.stream().filter(Future::failed).toList()).containsExactly(answers.get(5));
    assertThat(answers.get(5).cause()).isInstanceOf(PgException.class);
    assertThat(answers.get(0).result()).isEqualTo(-20);
    assertThat(answers.get(10).result()).isEqualTo(20);
  }

  /** Only the commit fails, so nobody here knows whether the connection or PostgreSQL did it. */
  @Test
  void aCommitThatFailsIsNotRepeated() {
    bus.query(
        "CREATE TABLE \"{schema}\".checked_late (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    String insert = "INSERT INTO \"" + bus.schema() + "\".checked_late VALUES (1), (1)";
    AtomicInteger runs = new AtomicInteger();
    GroupCommit<String, Integer, String> late =
        new GroupCommit<>(
            bus.vertx(),
            bus.bus().pool(),
            one -> 1,
            (tx, key, requests) -> {
              runs.incrementAndGet();
              return tx.query(insert)
                  .execute()
                  .map(requests.stream().map(Object::toString).toList());
            });
    List<Future<String>> answers =
        List.of(late.submit("", 1), late.submit("", 2), late.submit("", 3));
    await().atMost(TestBus.LIMIT).until(() -> answers.stream().allMatch(Future::isComplete));
    assertThat(answers).allMatch(Future::failed);
    assertThat(runs).hasValue(2);
  }
}
