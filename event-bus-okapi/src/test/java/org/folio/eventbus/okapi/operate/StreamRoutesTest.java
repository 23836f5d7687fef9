/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;
import static org.folio.eventbus.okapi.LoanLedger.forReal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.LoanLedger;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading again, sending again and resetting, first dry and then for real. */
@WithEventBusServers
class StreamRoutesTest {

  private static final String REPLAY = "/event-bus/subscriptions/loan-ledger/replay";
  private static final String RESET = "/event-bus/subscriptions/loan-ledger/reset";

  private final UUID user = UUID.randomUUID();
  private final KafkaBroker kafka;
  private final LoanLedger ledger;

  StreamRoutesTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    ledger = new LoanLedger(kafka, postgres.newDatabase(), SubscriptionPolicy.DEFAULT, Map.of());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static JsonObject because() {
    return new JsonObject().put("reason", "a test");
  }

  private List<UUID> applied(int events) {
    List<UUID> ids = ledger.publish(user, events);
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(events));
    awaitThat(() -> assertThat(ledger.count("event_outbox", "true")).isZero());
    return ids;
  }

  private long duplicates() {
    return ledger.count("event_receipt", "outcome = 'DUPLICATE'");
  }

  private void assertNoted(String action) {
    JsonObject entry = ledger.lastOperation(action);
    assertThat(entry.getString("performedBy")).isEqualTo(LoanLedger.OPERATOR.toString());
    assertThat(entry.getString("reason")).isEqualTo("a test");
  }

  @Test
  void eventsOfTheJournalAreSentAgainAndRecognised() {
    List<UUID> ids = applied(5);
    JsonObject body =
        because()
            .put("stream", EventCatalog.LOAN_EVENTS)
            .put("key", user.toString())
            .put("firstSequence", 2)
            .put("lastSequence", 3);

    JsonObject dry = ledger.act("/event-bus/republish", body, "actionResult");
    assertThat(dry.getJsonObject("after").getInteger("events")).isEqualTo(2);
    assertThat(ledger.operations("REPUBLISH")).isZero();
    assertThat(duplicates()).isZero();

    JsonObject done = ledger.act("/event-bus/republish", forReal(body), "actionResult");
    assertThat(done.getJsonObject("after").getString("first")).isEqualTo(ids.get(1).toString());
    awaitThat(() -> assertThat(duplicates()).isEqualTo(2));
    assertThat(ledger.applied(user)).hasSize(5);
    assertNoted("REPUBLISH");
    JsonObject entry = ledger.lastOperation("REPUBLISH");
    JsonObject before = entry.getJsonObject("before").getJsonArray("offsets").getJsonObject(0);
    JsonObject after = entry.getJsonObject("after").getJsonArray("offsets").getJsonObject(0);
    assertThat(dry.getJsonObject("before")).isEqualTo(entry.getJsonObject("before"));
    assertThat(entry.getJsonObject("before").getString("sentFrom")).isNotBlank();
    assertThat(after.getLong("records")).isEqualTo(2);
    assertThat(after.getLong("firstOffset"))
        .as("they lie once more, behind all that was sent before")
        .isGreaterThan(before.getLong("lastOffset"));
    for (JsonObject wrong :
        List.of(
            because().put("stream", "nothing").put("key", "k"),
            because().put("stream", EventCatalog.LOAN_EVENTS))) {
      assertThat(ledger.send("POST", "/event-bus/republish", wrong.encode()).statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void recordsAreReadAgainIntoTheLiveTables() {
    applied(5);
    JsonObject body = because().put("key", user.toString());

    JsonObject dry = ledger.act(REPLAY, body, "actionResult");
    assertThat(dry.getJsonObject("after").getInteger("events")).isEqualTo(5);
    assertThat(ledger.operations("REPLAY")).isZero();

    JsonObject done = ledger.act(REPLAY, forReal(body), "actionResult");
    assertThat(done.getString("outcome")).isEqualTo("DONE");
    assertThat(done.getJsonObject("after").getInteger("duplicates")).isEqualTo(5);
    assertThat(done.getJsonObject("before").getInteger("appliedEvents")).isEqualTo(5);
    assertThat(ledger.applied(user)).hasSize(5);
    assertNoted("REPLAY");
  }

  @Test
  void aReplayIsNotedWithWhatWasAppliedBeforeAndAfter() {
    List<UUID> ids = applied(5);
    // As if the last two had been passed over.
    ledger.sql("DELETE FROM \"{schema}\".loan_ledger WHERE sequence > 3");
    ledger.sql(
        "DELETE FROM \"{schema}\".event_receipt WHERE event_id IN ('%s', '%s')"
            .formatted(ids.get(3), ids.get(4)));
    ledger.sql("UPDATE \"{schema}\".event_cursor SET last_sequence = 3");

    JsonObject done =
        ledger.act(REPLAY, forReal(because().put("key", user.toString())), "actionResult");

    assertThat(done.getJsonObject("after").getInteger("applied")).isEqualTo(2);
    JsonObject entry = ledger.lastOperation("REPLAY");
    assertThat(entry.getLong("id")).isEqualTo(done.getLong("operation"));
    assertThat(entry.getJsonObject("before").getMap())
        .containsEntry("appliedEvents", 3)
        .containsEntry("missingSequences", 0)
        .containsEntry("parkedEvents", 0);
    assertThat(entry.getJsonObject("after").getMap())
        .containsEntry("appliedEvents", 5)
        .containsEntry("read", 5)
        .containsEntry("applied", 2)
        .containsEntry("duplicates", 3);
    assertThat(entry.getJsonObject("subject").fieldNames()).doesNotContain("read", "applied");
  }

  @Test
  void aShadowShowsWhatTheLiveTablesLackAndRowsOnlyIfRevealed() {
    applied(5);
    ledger.sql("DELETE FROM \"{schema}\".loan_ledger WHERE sequence = 3");
    JsonObject body = because().put("target", "shadow").put("key", user.toString());

    JsonObject dry = ledger.act(REPLAY, body, "actionResult");
    assertThat(dry.getString("explanation")).contains("5 events").contains("loan_ledger");
    assertThat(ledger.operations("SHADOW_REPLAY")).isZero();

    JsonObject masked = ledger.act(REPLAY, forReal(body), "actionResult");
    JsonObject shown = ledger.act(REPLAY + "?reveal=true", forReal(body), "actionResult");
    JsonObject difference =
        masked.getJsonObject("after").getJsonArray("differences").getJsonObject(0);
    assertThat(difference.getInteger("equal")).isEqualTo(4);
    assertThat(difference.getInteger("onlyShadow")).isEqualTo(1);
    assertThat(difference.fieldNames()).doesNotContain("shadowRows", "liveRows");
    assertThat(
            shown
                .getJsonObject("after")
                .getJsonArray("differences")
                .getJsonObject(0)
                .getJsonArray("shadowRows"))
        .hasSize(1);
    assertNoted("SHADOW_REPLAY");
    JsonObject foreign =
        body.copy().put("compare", new JsonArray().add(new JsonObject().put("table", "pg_shadow")));
    assertThat(ledger.send("POST", REPLAY, foreign.encode()).body())
        .contains("The module has no table pg_shadow");
  }

  @Test
  void aResetReadsAgainAndChangesNothingThatWasAppliedWhileTrafficFlows() {
    applied(5);
    JsonObject body = because().put("to", "earliest");

    JsonObject dry = ledger.act(RESET, body, "actionResult");
    assertThat(dry.getString("outcome")).isEqualTo("DRY_RUN");
    assertThat(dry.getString("explanation")).contains("Cursors and receipts recognise");
    assertThat(ledger.operations("RESET")).isZero();

    ledger.publish(user, 10);
    JsonObject done = ledger.act(RESET, forReal(body), "actionResult");
    ledger.publish(user, 10);

    assertThat(done.getString("outcome")).isEqualTo("DONE");
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(25));
    awaitThat(() -> assertThat(duplicates()).isGreaterThanOrEqualTo(5));
    assertThat(ledger.applied(user))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
    assertNoted("RESET");
    assertThat(
            done.getJsonObject("after").getJsonArray("offsets").getJsonObject(0).getLong("offset"))
        .isZero();
  }

  @Test
  void aResetToTheFutureOfATimeOrOneOffsetIsChecked() {
    applied(1);

    JsonObject latest =
        ledger.act(
            RESET,
            because().put("to", "time").put("time", Instant.now().toString()),
            "actionResult");
    assertThat(latest.getString("action")).isEqualTo("RESET");
    for (JsonObject wrong :
        List.of(
            because().put("to", "nowhere"),
            because().put("to", "offset").put("offset", 1),
            because()
                .put("to", "offset")
                .put("topic", "folio.diku." + EventCatalog.LOAN_EVENTS)
                .put("partition", 0)
                .put("offset", 999_999))) {
      assertThat(ledger.send("POST", RESET, wrong.encode()).statusCode())
          .as(wrong.encode())
          .isEqualTo(422);
    }
    assertThat(
            ledger
                .send(
                    "POST",
                    RESET.replace("loan-ledger", "nothing"),
                    because().put("to", "latest").encode())
                .body())
        .contains("There is no subscription nothing");
  }

  @Test
  void aCanaryWalksTheWholeWayAndNoHandlerSeesIt() {
    JsonObject dry = ledger.act("/event-bus/canary", because(), "actionResult");
    assertThat(dry.getString("outcome")).isEqualTo("DRY_RUN");
    assertThat(ledger.operations("CANARY")).isZero();

    JsonObject done = ledger.act("/event-bus/canary", forReal(because()), "actionResult");
    String id = done.getJsonObject("after").getJsonArray("eventIds").getString(0);
    awaitThat(
        () ->
            assertThat(
                    ledger.count(
                        "event_receipt", "event_id = '%s' AND outcome = 'SKIPPED'".formatted(id)))
                .isEqualTo(1));

    JsonObject seen =
        ledger.read("/event-bus/canary", "canaries").getJsonArray("canaries").getJsonObject(0);
    assertThat(seen.getString("eventId")).isEqualTo(id);
    assertThat(seen.getLong("latenessMillis")).isBetween(-1_000L, 30_000L);
    assertThat(ledger.count("loan_ledger", "true")).isZero();
    awaitThat(
        () ->
            assertThat(ledger.read("/event-bus/events/" + id, "eventLife").getString("verdict"))
                .isEqualTo("SENT"));
    assertThat(ledger.count("event_parked", "true")).isZero();
    assertNoted("CANARY");
  }
}
