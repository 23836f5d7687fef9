/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOuts;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.admin.replay.Difference;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.admin.replay.ShadowResult;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replay into an empty schema, compared with the live schema. */
@WithEventBusServers
class ShadowReplayTest {

  private static final List<Comparison> LEDGER =
      List.of(new Comparison("ledger", "SELECT event_id, type, key, sequence FROM ledger;"));

  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private TestBus producer;
  private TestBus consumer;

  ShadowReplayTest(KafkaBroker kafka, PostgresServer postgres) {
    // A run reads page by page and applies meanwhile; both together need one of the pool at most.
    this.settings = TestBus.settings(kafka, postgres.newDatabase(), Map.of("DB_MAXPOOLSIZE", "1"));
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
  void shadowEqualsLiveForACorrectProjection() {
    publish(50);
    long receipts = consumer.count("event_receipt", "true");

    ShadowResult first = shadow(live(new Ledger()), RecordSelection.ALL);
    ShadowResult again = shadow(live(new Ledger()), RecordSelection.ALL);

    for (ShadowResult result : List.of(first, again)) {
      assertThat(result.schema()).isEqualTo("diku_mod_reader_shadow");
      assertThat(result.replay().applied()).isEqualTo(50);
      assertThat(result.keysApart()).isZero();
      assertThat(result.missing()).isZero();
      assertThat(result.differences())
          .containsExactly(new Difference("ledger", 50, 0, 0, List.of(), List.of()));
    }
    assertThat(consumer.count("event_receipt", "true")).isEqualTo(receipts);
    assertThat(consumer.ledger()).hasSize(50);
  }

  @Test
  void shadowShowsExactlyThePlantedDifference() {
    publish(20);
    consumer.query("DELETE FROM \"{schema}\".ledger WHERE sequence = 7");
    consumer.query(
        "INSERT INTO \"{schema}\".ledger (event_id, type, key, sequence) VALUES (gen_random_uuid(), 'GHOST', 'nobody', 1)");

    Difference difference = shadow(live(new Ledger()), RecordSelection.ALL).differences().get(0);

    assertThat(difference.equal()).isEqualTo(19);
    assertThat(difference.liveRows())
        .extracting(row -> row.getString("type"))
        .containsExactly("GHOST");
    assertThat(difference.shadowRows())
        .extracting(row -> row.getLong("sequence"))
        .containsExactly(7L);
    assertThat(difference.none()).isFalse();
  }

  @Test
  void changedHandlerShowsWhatItWouldChange() {
    publish(5);
    Ledger ledger = new Ledger();
    TransactionalHandler changed =
        (batch, tx) ->
            ledger.handle(
                new EventBatch(batch.tenant(), batch.schema(), batch.events().subList(0, 1)), tx);

    Difference difference = shadow(live(changed), RecordSelection.ALL).differences().get(0);

    assertThat(difference.onlyLive()).isEqualTo(4);
    assertThat(difference.onlyShadow()).isZero();
  }

  @Test
  void eventsThatLieOnKafkaTwiceAreAppliedOnceAndInOrder() {
    publish(10);
    producer.get(
        producer
            .bus()
            .admin()
            .streams()
            .republish(
                DIKU,
                ReplaySelection.of(EventCatalog.LOAN_EVENTS),
                new Justification("twice", "operator"),
                false));

    ShadowResult result = shadow(live(new Ledger()), RecordSelection.ALL);

    assertThat(result.replay().applied()).isEqualTo(10);
    assertThat(result.replay().duplicates()).isEqualTo(10);
    assertThat(
            consumer.query("SELECT sequence FROM diku_mod_reader_shadow.ledger ORDER BY position"))
        .extracting(row -> row.getLong("sequence"))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void keyBeginsWithItsFirstEventThatIsThereAndHolesArePassedOver() {
    List<PublishedEvent> published = publish(10);
    List<UUID> some = List.of(published.get(3).id(), published.get(4).id(), published.get(7).id());

    ShadowResult result =
        shadow(live(new Ledger()), RecordSelection.ALL.ofEvents(Set.copyOf(some)));

    assertThat(result.replay().applied()).isEqualTo(3);
    assertThat(result.replay().waiting()).isZero();
    assertThat(result.missing()).isEqualTo(2);
    assertThat(result.keysApart()).isEqualTo(1);
  }

  @Test
  void producerReplaysItsOwnJournal() {
    publish(1_200);
    Subscription own = live(new Ledger());

    ShadowResult result =
        producer.get(
            producer
                .bus()
                .admin()
                .shadow()
                .replay(DIKU, own, ReplaySelection.of(EventCatalog.LOAN_EVENTS), LEDGER));

    assertThat(result.schema()).isEqualTo("diku_mod_test_shadow");
    assertThat(result.replay().applied()).isEqualTo(1_200);
    assertThat(result.differences().get(0).onlyShadow()).isEqualTo(1_200);
    assertThat(result.differences().get(0).shadowRows()).hasSize(Difference.MOST_ROWS);
  }

  @Test
  void handlerThatWritesToTheLiveSchemaIsRolledBackAndEndsTheRun() {
    publish(3);
    Ledger ledger = new Ledger();
    TransactionalHandler astray =
        (batch, tx) -> ledger.handle(new EventBatch(DIKU, consumer.schema(), batch.events()), tx);

    assertThatThrownBy(() -> shadow(live(astray), RecordSelection.ALL))
        .hasMessageContaining("writes to diku_mod_reader.ledger");
    assertThat(consumer.ledger()).hasSize(3);
  }

  @Test
  void answersOfManyRowsAreComparedCompletely() {
    publish(1);
    Comparison numbers =
        new Comparison(
            "numbers",
            "SELECT n FROM generate_series(1, 3000) AS n"
                + " WHERE current_schema() LIKE '%shadow' OR n % 3 = 0 -- a comment");

    Difference difference =
        consumer
            .get(
                consumer
                    .bus()
                    .admin()
                    .shadow()
                    .replay(DIKU, live(new Ledger()), RecordSelection.ALL, List.of(numbers)))
            .differences()
            .get(0);

    assertThat(difference.equal()).isEqualTo(1_000);
    assertThat(difference.onlyLive()).isZero();
    assertThat(difference.onlyShadow()).isEqualTo(2_000);
  }

  @Test
  void whatCannotBeDoneFailsWithASentence() {
    ExternalHandler external = event -> Future.succeededFuture();
    assertThatThrownBy(() -> shadow(live(new Ledger()).handledBy(external), RecordSelection.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only a TransactionalHandler can work in a shadow");
    Comparison wrong = new Comparison("wrong", "SELECT nothing FROM ledger");
    assertThatThrownBy(
            () ->
                consumer.get(
                    consumer
                        .bus()
                        .admin()
                        .shadow()
                        .replay(DIKU, live(new Ledger()), RecordSelection.ALL, List.of(wrong))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Comparison wrong failed");
    EventBus longNamed =
        EventBus.builder(consumer.vertx(), settings, "mod-of-a-name-that-is-very-long").build();
    assertThatThrownBy(
            () ->
                consumer.get(
                    longNamed
                        .admin()
                        .shadow()
                        .replay(
                            new TenantId("a".repeat(31)),
                            live(new Ledger()),
                            RecordSelection.ALL,
                            LEDGER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would have a name of 70 bytes; PostgreSQL takes 63");
    consumer.get(longNamed.close());
  }

  @Test
  void schemaOfTheSameNameThatIsNoShadowIsLeftAlone() {
    consumer.query("CREATE SCHEMA diku_mod_reader_shadow");
    consumer.query("CREATE TABLE diku_mod_reader_shadow.precious ()");

    assertThatThrownBy(() -> shadow(live(new Ledger()), RecordSelection.ALL))
        .hasMessageContaining("was not made by the event bus");
    consumer.query("SELECT * FROM diku_mod_reader_shadow.precious");
  }

  @Test
  void shadowGoesWithItsTenant() {
    publish(1);
    shadow(live(new Ledger()), RecordSelection.ALL);
    consumer.get(consumer.bus().tenants().purge(DIKU));

    List<JsonObject> left =
        consumer.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'diku_mod_reader%'");
    assertThat(left).isEmpty();
  }

  private List<PublishedEvent> publish(int events) {
    List<PublishedEvent> published = producer.publish(checkOuts(user, events));
    consumer.awaitLedger(events);
    await().atMost(LIMIT).until(() -> producer.count("event_journal", "true") == events);
    return published;
  }

  private static Subscription live(TransactionalHandler handler) {
    return new Subscription(
        TestBus.SUBSCRIPTION,
        EventCatalog.LOAN_EVENTS,
        EventCatalog.circulation().typeNames(),
        handler);
  }

  private ShadowResult shadow(Subscription subscription, RecordSelection selection) {
    return consumer.get(
        consumer.bus().admin().shadow().replay(DIKU, subscription, selection, LEDGER));
  }
}
