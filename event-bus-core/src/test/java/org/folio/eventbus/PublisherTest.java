/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.checkIn;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.database.DailyPartitions;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing within a transaction. No relay runs, so all events stay in the outbox. */
@WithEventBusServers
class PublisherTest {

  private static TestBus bus;
  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();

  @BeforeAll
  static void enableTenant(KafkaBroker kafka, DatabaseCoordinates database) {
    bus = TestBus.of(TestBus.settings(kafka, database), builder -> builder);
    bus.get(bus.bus().tenants().enable(DIKU));
  }

  @AfterAll
  static void close() {
    bus.close();
  }

  @Test
  void numbersOfAKeyHaveNoGapAndBeginAtOne() {
    assertThat(bus.publish(checkOut(user, loan), checkIn(user, loan)))
        .extracting(PublishedEvent::sequence)
        .containsExactly(1L, 2L);
    assertThat(bus.publish(checkOut(user, loan)).get(0).sequence()).isEqualTo(3);
    assertThat(bus.publish(checkOut(UUID.randomUUID(), loan)).get(0).sequence()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cs00000int_0001", "1-college_of_art-"})
  void tenantsOfAnOldKindPublish(String id) {
    TenantId tenant = new TenantId(id);
    bus.get(bus.bus().tenants().enable(tenant));
    // Repeats the enabling, as an upgrade does.
    bus.get(bus.bus().tenants().enable(tenant));
    List<PublishedEvent> published =
        bus.get(
            bus.bus()
                .pool()
                .withTransaction(
                    tx ->
                        bus.bus().publisher().publish(tx, tenant, List.of(checkOut(user, loan)))));
    assertThat(published.get(0).sequence()).isEqualTo(1);
  }

  @Test
  void spellingOfAUuidDoesNotMakeAnotherKey() {
    EventDraft loud = checkIn(user, loan);
    loud.payload().put("userId", user.toString().toUpperCase(java.util.Locale.ROOT));
    bus.publish(checkOut(user, loan));

    PublishedEvent published = bus.publish(loud).get(0);
    assertThat(published.key()).isEqualTo(user.toString());
    assertThat(published.sequence()).isEqualTo(2);
  }

  @Test
  void rolledBackPublicationLeavesNoEventAndNoHoleInTheNumbers() {
    Future<Object> rolledBack =
        bus.bus()
            .pool()
            .withTransaction(
                tx ->
                    bus.bus()
                        .publisher()
                        .publish(tx, DIKU, List.of(checkOut(user, loan)))
                        .compose(published -> Future.failedFuture("the caller changes its mind")));
    assertThatThrownBy(() -> bus.get(rolledBack)).hasMessageContaining("changes its mind");

    assertThat(bus.count("event_outbox", "aggregateid = '" + user + "'")).isZero();
    assertThat(bus.publish(checkOut(user, loan)).get(0).sequence()).isEqualTo(1);
  }

  @Test
  void publishingWithoutATransactionIsRefusedAndUsesUpNoNumber() {
    Future<?> alone =
        bus.bus()
            .pool()
            .withConnection(
                tx -> bus.bus().publisher().publish(tx, DIKU, List.of(checkOut(user, loan))));

    assertThatThrownBy(() -> bus.get(alone)).hasMessageContaining("withTransaction");
    assertThat(bus.publish(checkOut(user, loan)).get(0).sequence()).isEqualTo(1);
  }

  @Test
  void publishingForATenantThatIsNotEnabledSaysSo() {
    TenantId unknown = new TenantId("unknown");
    Future<?> refused =
        bus.bus()
            .pool()
            .withTransaction(
                tx -> bus.bus().publisher().publish(tx, unknown, List.of(checkOut(user, loan))));

    assertThatThrownBy(() -> bus.get(refused)).hasMessageContaining("enable the tenant");
  }

  @Test
  void sameIdPublishedTwiceIsOneEvent() {
    UUID id = UUID.randomUUID();
    PublishedEvent first = bus.publish(checkOut(user, loan).withId(id)).get(0);
    PublishedEvent again = bus.publish(checkOut(user, loan).withId(id)).get(0);

    assertThat(again.repeated()).isTrue();
    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(bus.count("event_outbox", "id = '" + id + "'")).isEqualTo(1);
    assertThat(bus.publish(checkIn(user, loan)).get(0).sequence()).isEqualTo(2);
  }

  @Test
  void sameIdTwiceInOneCallIsOneEvent() {
    UUID id = UUID.randomUUID();
    List<PublishedEvent> published =
        bus.publish(checkOut(user, loan).withId(id), checkOut(user, loan).withId(id));

    assertThat(published).extracting(PublishedEvent::repeated).containsExactly(false, true);
    assertThat(bus.count("event_outbox", "aggregateid = '" + user + "'")).isEqualTo(1);
  }

  @Test
  void sameIdPublishedByTwoTransactionsAtOnceIsOneEvent() {
    UUID id = UUID.randomUUID();
    List<Future<List<PublishedEvent>>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          bus.bus()
              .pool()
              .withTransaction(
                  tx ->
                      bus.bus()
                          .publisher()
                          .publish(tx, DIKU, List.of(checkOut(user, loan).withId(id)))));
    }
    List<Boolean> repeated = new ArrayList<>();
    both.forEach(future -> repeated.add(bus.get(future).get(0).repeated()));

    assertThat(repeated).containsExactlyInAnyOrder(false, true);
    assertThat(bus.count("event_outbox", "id = '" + id + "'")).isEqualTo(1);
  }

  @Test
  void idOfAnotherEventIsRefused() {
    UUID id = UUID.randomUUID();
    bus.publish(checkOut(user, loan).withId(id));

    assertThatThrownBy(() -> bus.publish(checkIn(user, loan).withId(id)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("[0].id")
        .hasMessageContaining("already published with other content");
  }

  @Test
  void invalidMemberLeavesNothingOfItsBatch() {
    EventDraft withoutLoan =
        EventDraft.of("ITEM_CHECKED_IN", new JsonObject().put("userId", user.toString()));

    assertThatThrownBy(() -> bus.publish(checkOut(user, loan), withoutLoan))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("[1].payload.loanId must not be null");
    assertThat(bus.count("event_outbox", "aggregateid = '" + user + "'")).isZero();
  }

  @Test
  void whatPostgresqlCannotStoreIsRefused() {
    EventDraft draft = checkOut(user, loan);
    draft.payload().put("note", "a\u0000b");

    assertThatThrownBy(() -> bus.publish(draft))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("[0].payload must not hold the character NUL, which PostgreSQL cannot store");
  }

  @Test
  void unknownTypeIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> bus.publish(EventDraft.of("ITEM_EATEN", new JsonObject().put("a", 1))))
        .hasMessageContaining("[0].type must be one of ITEM_CHECKED_OUT, ITEM_CHECKED_IN");
  }

  @Test
  void payloadGetsItsCreationDateAndKeepsUnknownProperties() {
    EventDraft draft = checkOut(user, loan);
    draft.payload().put("servicePointId", "x");
    bus.publish(draft);

    JsonObject payload =
        new JsonObject(
            bus.query(
                    "SELECT payload FROM \"{schema}\".event_outbox WHERE aggregateid = '%s'"
                        .formatted(user))
                .get(0)
                .getString("payload"));
    assertThat(payload.getString("servicePointId")).isEqualTo("x");
    assertThat(payload.getJsonObject("metadata").getString("createdDate"))
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
    assertThat(draft.payload().containsKey("metadata")).as("the caller's object").isFalse();
  }

  /**
   * The relay moves the first event before the second one is stored, so the unique index of the
   * outbox does not contain it any more.
   */
  @Test
  void sameIdForTwoKeysAtOnceIsRefusedEvenIfTheFirstIsInTheJournalAlready() {
    UUID id = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    bus.get(
        new DailyPartitions(bus.bus().pool(), Clock.systemUTC(), 90, Map.of())
            .ensure(bus.schema(), OutboxTable.JOURNAL));
    SqlConnection first = bus.get(bus.bus().pool().getConnection());
    Transaction open = bus.get(first.begin());
    bus.get(bus.bus().publisher().publish(first, DIKU, List.of(checkOut(other, loan).withId(id))));
    Future<List<PublishedEvent>> second =
        bus.bus()
            .pool()
            .withTransaction(
                tx ->
                    bus.bus()
                        .publisher()
                        .publish(tx, DIKU, List.of(checkOut(user, loan).withId(id))));
    awaitLockWait();
    long position =
        bus.get(
                first
                    .query(
                        "SELECT position FROM \"%s\".event_outbox WHERE id = '%s'"
                            .formatted(bus.schema(), id))
                    .execute())
            .iterator()
            .next()
            .getLong("position");
    bus.get(
        OutboxTable.journalise(first, bus.schema(), List.of(new SentRow(position, "topic", 0, 0))));
    bus.get(open.commit());
    bus.get(first.close());

    assertThatThrownBy(() -> bus.get(second)).isInstanceOf(PublicationCollisionException.class);
    assertThat(bus.count("event_outbox", "id = '" + id + "'")).isZero();
  }

  /**
   * Law L2, the part of the database: a sequence is assigned under a lock that lasts until the
   * commit. A serial column would give number 1 to the transaction that commits last.
   */
  @Test
  void numberOrderIsCommitOrder() {
    SqlConnection slow = bus.get(bus.bus().pool().getConnection());
    Transaction open = bus.get(slow.begin());
    assertThat(
            bus.get(bus.bus().publisher().publish(slow, DIKU, List.of(checkOut(user, loan))))
                .get(0)
                .sequence())
        .isEqualTo(1);

    Future<List<PublishedEvent>> overtaking =
        bus.bus()
            .pool()
            .withTransaction(
                tx -> bus.bus().publisher().publish(tx, DIKU, List.of(checkIn(user, loan))));
    awaitLockWait();
    assertThat(overtaking.isComplete()).isFalse();

    bus.get(open.commit());
    bus.get(slow.close());
    assertThat(bus.get(overtaking).get(0).sequence()).isEqualTo(2);
  }

  private static void awaitLockWait() {
    String waiting =
        "SELECT 1 FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await().atMost(TestBus.LIMIT).until(() -> !bus.query(waiting).isEmpty());
  }
}
