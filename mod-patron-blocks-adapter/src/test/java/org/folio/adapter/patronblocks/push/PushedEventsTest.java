/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.freshness.PatronReader;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.okapi.push.Inbox;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class PushedEventsTest {

  private static final String INBOX = "/automated-patron-blocks/handlers/inbox";

  private static RunningAdapter adapter;

  private final UUID loan = UUID.randomUUID();
  private PatronFixture patron;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void anEmptyInbox() {
    adapter.sql("DELETE FROM \"%s\".pushed_event");
    patron = new PatronFixture(adapter);
  }

  // Stores an event like the route, without applying it.
  private void stored(PushedEventType type, JsonObject payload) {
    PushedEvent event = PushedBody.read(type, LoanHistory.DIKU, payload);
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);
    RunningAdapter.await(
        adapter.pool.withConnection(
            connection -> PushedEventTable.insert(connection, schema, event)));
  }

  private void storedCheckOut(UUID ofLoan) {
    stored(
        PushedEventType.ITEM_CHECKED_OUT,
        new JsonObject(LoanEvents.itemCheckedOut(patron.userId, ofLoan, LoanHistory.DUE)));
  }

  private static Inbox anotherInstance() {
    return new Inbox(adapter.pool, PatronBlocksAdapter.SCHEMA, new PushedEvents());
  }

  private long count(String where) {
    return adapter
        .sql("SELECT count(*) AS n FROM \"%s\".pushed_event WHERE " + where)
        .iterator()
        .next()
        .getLong("n");
  }

  private String freshness() {
    return patron.summary().headers().firstValue(PatronReader.HEADER).orElseThrow();
  }

  @Test
  void whatADeadInstanceHasStoredIsAppliedByAnotherOne() {
    storedCheckOut(loan);
    assertThat(patron.summary().statusCode()).isEqualTo(404);
    assertThat(freshness()).startsWith("state=behind").contains("waiting=1");

    Vertx another = Vertx.vertx();
    try {
      anotherInstance().start(another, new ProgressWatch());
      await().atMost(RunningAdapter.LIMIT).until(() -> count("state = 'APPLIED'") == 1);
    } finally {
      RunningAdapter.await(another.close());
    }

    assertThat(adapter.openLoans(patron.userId)).hasSize(1);
    assertThat(freshness()).startsWith("state=current").doesNotContain("waiting");
  }

  @Test
  void effectAndMarkCommitTogether() {
    storedCheckOut(loan);
    // Simulates a crash between effect and mark: the transaction rolls back.
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);
    adapter.sql(
        """
        CREATE FUNCTION "%1$s".crash() RETURNS trigger LANGUAGE plpgsql AS
          $$BEGIN RAISE EXCEPTION 'crash' USING ERRCODE = '53200'; END$$
        """);
    adapter.sql(
        """
        CREATE TRIGGER crash BEFORE UPDATE ON "%1$s".pushed_event
          FOR EACH ROW EXECUTE FUNCTION "%1$s".crash()
        """);
    try {
      Future<Void> failed = adapter.inbox.apply(LoanHistory.DIKU);
      assertThat(RunningAdapter.await(failed.map("").otherwise("failed"))).isEqualTo("failed");
      assertThat(patron.summary().statusCode()).as(schema).isEqualTo(404);
      assertThat(count("state = 'WAITING'")).isEqualTo(1);
    } finally {
      adapter.sql("DROP FUNCTION \"%s\".crash() CASCADE");
    }
    adapter.applyPushed();
    assertThat(adapter.openLoans(patron.userId)).hasSize(1);
  }

  @Test
  void severalInstancesAtOnceApplyEverythingOnce() {
    for (int i = 0; i < 2 * PushedEvents.BATCH_SIZE; i++) {
      storedCheckOut(UUID.randomUUID());
    }
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(anotherInstance().apply(LoanHistory.DIKU));
    }
    RunningAdapter.await(Future.all(running));
    assertThat(adapter.openLoans(patron.userId)).hasSize(2 * PushedEvents.BATCH_SIZE);
    assertThat(count("state <> 'APPLIED'")).isZero();
  }

  @Test
  void theSameContentWithinTheTimeOfRepetitionsIsOneEvent() {
    for (int i = 0; i < 6; i++) {
      adapter.push(patron.loans.checkedOut(loan).last());
    }
    adapter.applyPushed();
    assertThat(adapter.openLoans(patron.userId)).hasSize(1);
    assertThat(count("repeats = 5")).isEqualTo(1);
    assertThat(count("true")).isEqualTo(1);
  }

  @Test
  void theSameContentLaterIsANewFact() {
    adapter.push(patron.loans.checkedOut(loan).last());
    adapter.push(patron.loans.declaredLost(loan).last());
    adapter.applyPushed();
    adapter.sql("UPDATE \"%s\".pushed_event SET received_at = received_at - interval '1 hour'");
    adapter.sql(
        "UPDATE \"%s\".patron_loan_unnumbered SET lost_sequence = lost_sequence - 5000000000000");
    adapter.push(patron.loans.claimedReturned(loan).last());
    adapter.applyPushed();
    assertThat(isLost()).isFalse();
    adapter.sql("UPDATE \"%s\".pushed_event SET received_at = received_at - interval '1 hour'");
    adapter.push(patron.loans.declaredLost(loan).last());
    adapter.applyPushed();
    assertThat(isLost()).isTrue();
  }

  private boolean isLost() {
    return adapter.openLoans(patron.userId).getJsonObject(0).getBoolean("itemLost");
  }

  /** The same events on both paths; the pushed ones arrive late and end with an old due date. */
  @Test
  void eventsThatAlsoComeOverKafkaAreNotCountedTwice() {
    Instant newer = LoanHistory.DUE.plusSeconds(86_400);
    patron.loans.checkedOut(loan).dueDateChanged(loan, LoanHistory.DUE, false);
    patron.loans.dueDateChanged(loan, newer, false);
    patron.loans.checkedOut(UUID.randomUUID()).checkedIn(loan);
    adapter.apply(
        patron.loans.events().stream().map(event -> LoanHistory.at(event, Instant.now())).toList());
    patron.loans.events().forEach(adapter::push);
    adapter.push(patron.loans.events().get(1));
    adapter.applyPushed();
    assertThat(adapter.openLoans(patron.userId)).hasSize(1);

    UUID account = UUID.randomUUID();
    patron.owes(account, "2.00", null);
    patron.owes(account, "1.00", null);
    adapter.push(patron.balanceChanged(account, "2.00", null));
    adapter.applyPushed();
    assertThat(patron.fees().getJsonObject(0).getDouble("balance")).isEqualTo(1.0);
  }

  @Test
  void poisonStandsAloneIsShownAndCanBeReleased() {
    storedCheckOut(loan);
    UUID other = UUID.randomUUID();
    storedCheckOut(other);
    adapter.sql(
        "ALTER TABLE \"%s\".patron_loan_unnumbered ADD CONSTRAINT fault CHECK (loan_id <> '"
            + loan
            + "')");
    adapter.applyPushed();

    assertThat(adapter.openLoans(patron.userId)).hasSize(1);
    assertThat(freshness()).startsWith("state=behind").contains("poison=1");
    JsonObject status = adapter.json(INBOX);
    assertThat(status.getLong("waiting")).isZero();
    assertThat(status.getLong("totalRecords")).isEqualTo(1);
    assertThat(status.getJsonArray("poison").getJsonObject(0).getString("cause")).contains("fault");

    adapter.sql("ALTER TABLE \"%s\".patron_loan_unnumbered DROP CONSTRAINT fault");
    assertThat(adapter.send("POST", INBOX + "/release", "{}").statusCode()).isEqualTo(422);
    JsonObject released =
        new JsonObject(adapter.send("POST", INBOX + "/release", "{\"reason\":\"mended\"}").body());
    assertThat(released.getInteger("released")).isEqualTo(1);
    adapter.applyPushed();
    assertThat(adapter.openLoans(patron.userId)).hasSize(2);
    assertThat(
            adapter
                .sql("SELECT reason FROM \"%s\".event_operation_log")
                .iterator()
                .next()
                .getString("reason"))
        .isEqualTo("mended");
  }
}
