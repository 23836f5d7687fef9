/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;
import static org.folio.eventbus.okapi.LoanLedger.forReal;
import static org.folio.eventbus.okapi.LoanLedger.parkedEvent;
import static org.folio.eventbus.okapi.LoanLedger.parkedKey;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.LoanLedger;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators do about parked and missing events, first dry and then for real. */
@WithEventBusServers
class ParkedRoutesTest {

  private final UUID user = UUID.randomUUID();
  private final LoanLedger ledger;

  ParkedRoutesTest(KafkaBroker kafka, PostgresServer postgres) {
    ledger =
        new LoanLedger(
            kafka,
            postgres.newDatabase(),
            SubscriptionPolicy.builder()
                .hold(Duration.ofMillis(300))
                .onGap(SubscriptionPolicy.OnGap.STOP)
                .build(),
            Map.of());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private List<UUID> parkSecondOf(int events) {
    ledger.refuse(user, 2);
    List<UUID> ids = ledger.publish(user, events);
    awaitThat(() -> assertThat(ledger.count("event_parked", "true")).isEqualTo(events - 1));
    return ids;
  }

  private JsonObject verdict(UUID event) {
    return ledger
        .read("/event-bus/events/" + event, "eventLife")
        .getJsonArray("subscriptions")
        .getJsonObject(0);
  }

  private void assertNoted(String action, String... inBefore) {
    JsonObject entry = ledger.lastOperation(action);
    assertThat(entry.getString("performedBy")).isEqualTo(LoanLedger.OPERATOR.toString());
    assertThat(entry.getString("reason")).isEqualTo("a test");
    assertThat(entry.getJsonObject("before").fieldNames()).contains(inBefore);
    assertThat(entry.getJsonObject("after")).isNotNull();
  }

  @Test
  void aKeyIsReleasedByItsMaskedFormOrByAnEventOfIt() {
    UUID poison = parkSecondOf(4).get(1);
    ledger.refuseNothing();
    String masked = user.toString().substring(0, 8) + "…";

    JsonObject dry =
        ledger.act(
            "/event-bus/parked/release", parkedKey(user).put("key", masked), "releaseResult");
    assertThat(dry.getString("outcome")).isEqualTo("DRY_RUN");
    assertThat(dry.getInteger("remaining")).isEqualTo(3);
    assertThat(ledger.applied(user)).containsExactly(1L);
    assertThat(ledger.operations("RELEASE")).isZero();

    JsonObject done =
        ledger.act("/event-bus/parked/release", forReal(parkedEvent(poison)), "releaseResult");
    assertThat(done.getInteger("released")).isEqualTo(3);
    assertThat(ledger.applied(user)).containsExactly(1L, 2L, 3L, 4L);
    assertNoted("RELEASE", "parked");

    JsonObject again =
        ledger.act("/event-bus/parked/release", forReal(parkedKey(user)), "releaseResult");
    assertThat(again.getString("outcome")).isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void aDiscardedEventIsSkippedAndItsFollowersAreAppliedWhileTrafficFlows() {
    List<UUID> ids = parkSecondOf(3);
    UUID other = UUID.randomUUID();

    JsonObject dry =
        ledger.act("/event-bus/parked/discard", parkedEvent(ids.get(1)), "actionResult");
    assertThat(dry.getBoolean("dryRun")).isTrue();
    assertThat(ledger.count("event_parked", "true")).isEqualTo(2);
    assertThat(ledger.operations("DISCARD")).isZero();
    assertThat(
            ledger
                .send(
                    "POST", "/event-bus/parked/discard", forReal(parkedEvent(ids.get(2))).encode())
                .body())
        .as("only the first of a key can be discarded")
        .contains("Sequence 2 of its key is parked before it");

    List<UUID> traffic = new ArrayList<>(ledger.publish(other, 20));
    ledger.publish(user, 2);
    JsonObject done =
        ledger.act("/event-bus/parked/discard", forReal(parkedEvent(ids.get(1))), "actionResult");
    traffic.addAll(ledger.publish(other, 20));

    assertThat(done.getString("outcome")).isEqualTo("DONE");
    awaitThat(() -> assertThat(ledger.applied(user)).containsExactly(1L, 3L, 4L, 5L));
    awaitThat(() -> assertThat(ledger.applied(other)).hasSize(traffic.size()));
    assertThat(ledger.applied(other))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, traffic.size()).boxed().toList());
    assertThat(verdict(ids.get(1)).getString("verdict")).isEqualTo("SKIPPED");
    assertThat(verdict(ids.get(1)).getString("explanation"))
        .contains("Discarded by b8e1c7aa…: a test");
    JsonObject decision =
        ledger
            .read(
                "/event-bus/keys?from=2&limit=1&stream=%s&key=%s"
                    .formatted(EventCatalog.LOAN_EVENTS, user),
                "keyLife")
            .getJsonArray("decisions")
            .getJsonObject(0);
    assertThat(decision.getString("kind")).isEqualTo("DISCARDED");
    assertThat(decision.getString("performedBy")).isEqualTo("b8e1c7aa…");
    assertThat(decision.getString("reason")).isEqualTo("a test");
    assertThat(decision.getString("cause")).isNotEmpty();
    assertThat(ledger.count("event_original", "event_id = '%s'".formatted(ids.get(1))))
        .isEqualTo(1);
    assertNoted("DISCARD", "state", "cause", "applied", "parked");

    JsonObject again =
        ledger.act("/event-bus/parked/discard", forReal(parkedEvent(ids.get(1))), "actionResult");
    assertThat(again.getString("outcome")).isEqualTo("NOTHING_TO_DO");
    assertThat(ledger.operations("DISCARD")).isEqualTo(1);
  }

  @Test
  void aMendedPayloadIsAppliedInItsPlaceAndTheOriginalIsKept() {
    List<UUID> ids = parkSecondOf(3);
    JsonObject events =
        ledger.read(
            "/event-bus/parked/events?reveal=true&subscription=loan-ledger&eventId=" + ids.get(1),
            "parkedEvents");
    JsonObject payload =
        new JsonObject(events.getJsonArray("events").getJsonObject(0).getString("payload"));
    JsonObject mended = payload.copy().put("mended", true);
    JsonObject body = parkedEvent(ids.get(1)).put("payload", mended);

    JsonObject dry = ledger.act("/event-bus/parked/retry", body, "releaseResult");
    assertThat(dry.getString("outcome")).isEqualTo("DRY_RUN");
    assertThat(ledger.count("event_original", "true")).isZero();
    JsonObject foreign = payload.copy().put("userId", UUID.randomUUID().toString());
    assertThat(
            ledger
                .send(
                    "POST",
                    "/event-bus/parked/retry",
                    forReal(body.copy().put("payload", foreign)).encode())
                .statusCode())
        .as("the key must stay")
        .isEqualTo(422);
    assertThat(
            ledger
                .send(
                    "POST",
                    "/event-bus/parked/retry",
                    forReal(body.copy().put("payload", new JsonObject())).encode())
                .body())
        .contains("does not satisfy its schema");

    JsonObject done = ledger.act("/event-bus/parked/retry", forReal(body), "releaseResult");
    assertThat(done.getInteger("released")).isEqualTo(2);
    assertThat(ledger.applied(user)).containsExactly(1L, 2L, 3L);
    assertThat(ledger.count("event_original", "NOT convert_from(value, 'UTF8') LIKE '%mended%'"))
        .isEqualTo(1);
    assertThat(verdict(ids.get(1)).getString("verdict")).isEqualTo("APPLIED");
    assertNoted("RETRY", "state", "cause");
  }

  @Test
  void whatFailsAgainIsNotedWithItsCauseAndNothingIsReleased() {
    UUID poison = parkSecondOf(3).get(1);

    JsonObject released =
        ledger.act("/event-bus/parked/release", forReal(parkedEvent(poison)), "releaseResult");
    assertThat(released.getString("outcome")).isEqualTo("FAILED");
    assertNothingReleased();

    ledger.sql("DELETE FROM \"{schema}\".event_operation_log");
    JsonObject payload =
        new JsonObject(
                ledger
                    .read(
                        "/event-bus/parked/events?reveal=true&subscription=loan-ledger&eventId="
                            + poison,
                        "parkedEvents")
                    .getJsonArray("events")
                    .getJsonObject(0)
                    .getString("payload"))
            .put("stillWrong", true);
    JsonObject retried =
        ledger.act(
            "/event-bus/parked/retry",
            forReal(parkedEvent(poison).put("payload", payload)),
            "releaseResult");
    assertThat(retried.getString("outcome")).isEqualTo("FAILED");
    assertNoted("RETRY", "state", "cause");
    assertThat(ledger.lastOperation("RETRY").getString("outcome")).isEqualTo("MENDED");
    assertNothingReleased();
    assertThat(ledger.applied(user)).containsExactly(1L);
  }

  private void assertNothingReleased() {
    assertNoted("RELEASE", "parked");
    JsonObject entry = ledger.lastOperation("RELEASE");
    assertThat(entry.getString("outcome")).isEqualTo("NOTHING_RELEASED");
    assertThat(entry.getJsonObject("before").getInteger("parked")).isEqualTo(2);
    assertThat(entry.getJsonObject("after").getInteger("parked")).isEqualTo(2);
    assertThat(entry.getJsonObject("after").getString("cause")).contains("refused");
    assertThat(entry.getJsonObject("subject").getInteger("sequence")).isEqualTo(2);
  }

  @Test
  void aMissingSequenceIsGivenUpAndTheKeyThatStoodStillGoesOn() {
    ledger.publish(user, 1);
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(1));
    ledger.sql(
        "UPDATE \"{schema}\".event_sequence SET last_sequence = last_sequence + 2 WHERE key = '%s'"
            .formatted(user));
    ledger.publish(user, 2);
    awaitThat(() -> assertThat(ledger.count("event_gap", "state = 'UNAVAILABLE'")).isEqualTo(1));
    JsonObject body = parkedKey(user).put("firstSequence", 2).put("lastSequence", 3);

    JsonObject found = ledger.read("/event-bus/events?user=" + user, "eventSearch");
    assertThat(found.getJsonArray("missing")).hasSize(1);
    JsonObject dry = ledger.act("/event-bus/gaps/skip", body, "actionResult");
    assertThat(dry.getString("outcome")).isEqualTo("DRY_RUN");
    assertThat(ledger.applied(user)).containsExactly(1L);

    JsonObject done = ledger.act("/event-bus/gaps/skip", forReal(body), "actionResult");
    assertThat(done.getJsonObject("after").getInteger("applied")).isEqualTo(3);
    awaitThat(() -> assertThat(ledger.applied(user)).containsExactly(1L, 4L, 5L));
    assertThat(ledger.read("/event-bus/gaps", "openGaps").getInteger("totalRecords")).isZero();
    assertNoted("SKIP", "state", "cause", "applied");
    JsonObject skipped =
        ledger
            .read(
                "/event-bus/events/%s?stream=%s&key=%s&sequence=2"
                    .formatted(UUID.randomUUID(), EventCatalog.LOAN_EVENTS, user),
                "eventLife")
            .getJsonArray("subscriptions")
            .getJsonObject(0);
    assertThat(skipped.getString("verdict")).isEqualTo("SKIPPED");
    assertThat(skipped.getString("explanation")).contains("Given up as missing by b8e1c7aa…");

    assertThat(
            ledger.act("/event-bus/gaps/skip", forReal(body), "actionResult").getString("outcome"))
        .isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void parkedKeysAreGroupedByTheirCause() {
    ledger.sql("ALTER TABLE \"{schema}\".loan_ledger ADD CONSTRAINT refused CHECK (sequence <> 1)");
    for (int i = 0; i < 3; i++) {
      ledger.publish(UUID.randomUUID(), 2);
    }
    awaitThat(() -> assertThat(ledger.count("event_parked", "true")).isEqualTo(6));

    JsonObject causes = ledger.read("/event-bus/parked/causes", "parkedCauses");

    JsonObject cause = causes.getJsonArray("causes").getJsonObject(0);
    assertThat(causes.getInteger("totalRecords")).isEqualTo(1);
    assertThat(cause.getInteger("keys")).isEqualTo(3);
    assertThat(cause.getInteger("events")).isEqualTo(6);
    assertThat(cause.getString("cause")).contains("refused");
    assertThat(cause.getJsonObject("example").getString("key")).hasSize(9).endsWith("…");
    JsonObject status =
        ledger
            .read("/event-bus/subscriptions", "subscriptions")
            .getJsonArray("subscriptions")
            .getJsonObject(0);
    assertThat(status.getInteger("parkedKeys")).isEqualTo(3);
    assertThat(status.getInteger("parkedEvents")).isEqualTo(6);
    assertThat(status.getJsonObject("lastError").getString("message")).contains("refused");
  }

  @Test
  void keysOfOneCauseAreReleasedTogetherEachInItsOrder() {
    ledger.sql("ALTER TABLE \"{schema}\".loan_ledger ADD CONSTRAINT refused CHECK (sequence <> 1)");
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(3).toList();
    users.forEach(each -> ledger.publish(each, 2));
    awaitThat(() -> assertThat(ledger.count("event_parked", "true")).isEqualTo(6));
    JsonObject body =
        new JsonObject()
            .put("subscription", "loan-ledger")
            .put(
                "cause",
                ledger
                    .read("/event-bus/parked/causes", "parkedCauses")
                    .getJsonArray("causes")
                    .getJsonObject(0)
                    .getString("cause"))
            .put("reason", "a test");

    JsonObject dry = ledger.act("/event-bus/parked/release", body, "releaseResult");
    assertThat(dry.getString("explanation")).contains("3 keys would be released");
    assertThat(ledger.operations("RELEASE")).isZero();

    JsonObject early = ledger.act("/event-bus/parked/release", forReal(body), "releaseResult");
    assertThat(early.getString("outcome")).isEqualTo("FAILED");
    assertThat(early.getJsonObject("after"))
        .isEqualTo(new JsonObject().put("stayParked", 3).put("notTried", 0));
    assertThat(early.getLong("remaining")).isEqualTo(6);

    ledger.sql("ALTER TABLE \"{schema}\".loan_ledger DROP CONSTRAINT refused");
    JsonObject done = ledger.act("/event-bus/parked/release", forReal(body), "releaseResult");
    assertThat(done.getString("outcome")).isEqualTo("DONE");
    assertThat(done.getInteger("released")).isEqualTo(6);
    assertThat(users).allSatisfy(each -> assertThat(ledger.applied(each)).containsExactly(1L, 2L));
    assertThat(
            ledger
                .act("/event-bus/parked/release", forReal(body), "releaseResult")
                .getString("outcome"))
        .isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void anEmptyKeyCanBeNamed() {
    parkSecondOf(2);
    JsonObject released =
        ledger.act("/event-bus/parked/release", parkedKey(user).put("key", ""), "releaseResult");
    assertThat(released.getString("outcome")).isEqualTo("NOTHING_TO_DO");
    var life =
        ledger.send("GET", "/event-bus/keys?stream=" + EventCatalog.LOAN_EVENTS + "&key=", "");
    assertThat(life.statusCode()).as(life.body()).isEqualTo(200);
  }

  @Test
  void wrongRequestsAreRefusedWithASentence() {
    for (JsonObject body :
        List.of(
            parkedKey(user).put("cause", "refused"),
            parkedKey(user).putNull("reason"),
            parkedKey(user).put("dryRun", "no"),
            parkedKey(user).put("subscription", "nothing"),
            parkedKey(user).put("key", "12…"),
            parkedEvent(UUID.randomUUID()))) {
      var answer = ledger.send("POST", "/event-bus/parked/release", body.encode());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(new JsonObject(answer.body()).getJsonArray("errors")).hasSize(1);
    }
  }
}
