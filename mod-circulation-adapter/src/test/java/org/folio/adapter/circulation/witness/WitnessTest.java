/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the witness makes of single changes and events. */
@WithEventBusServers
class WitnessTest {

  private static final Duration NOW = Duration.ZERO;
  private static final WitnessSettings ON =
      new WitnessSettings(WitnessMode.ON, WitnessSettings.DEFAULT_PATIENCE, true);
  private static final Instant DUE = Instant.parse("2026-12-15T22:59:59Z");

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final UUID user = UUID.randomUUID();
  private WitnessBus bus;

  WitnessTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void missingCheckOutIsReportedAndPublishedOnceHoweverLateItsOriginal() {
    start(ON);
    LoanRow loan = checkedOut();
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();
    bus.round(NOW);
    assertThat(bus.findings()).isEmpty();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    JsonObject finding = bus.findings().get(0);
    assertThat(finding.getString("kind")).isEqualTo("NEVER_PUBLISHED");
    assertThat(finding.getString("loan")).isEqualTo(loan.id().toString());
    assertThat(finding.getString("request_id")).isEqualTo("482913/circulation;077120/loan-storage");
    assertThat(new JsonObject(finding.getString("headers")).getString("ce_derivedfrom"))
        .isEqualTo(finding.getString("origin"));

    EventDraft original = event(Fact.CHECKED_OUT, loan).withId(UUID.randomUUID());
    for (int i = 0; i < 2; i++) {
      PublishedEvent answer = bus.publish(original).get(0);
      assertThat(answer.repeated()).isTrue();
      assertThat(answer.id()).hasToString(finding.getString("derived"));
      assertThat(answer.sequence()).isEqualTo(1);
    }
    assertThat(bus.published()).hasSize(1);
    assertThat(bus.findings().get(0).getString("event")).isEqualTo(original.id().toString());
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings()).hasSize(1);
  }

  @Test
  void lateOriginalThatKnowsAGracePeriodIsPublished() {
    start(ON);
    LoanRow loan = checkedOut();
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();
    bus.round(WitnessBus.AFTER_ALL_WAITS);

    JsonObject payload = Fact.payload(Fact.CHECKED_OUT, loan.id().toString(), loan.state());
    payload.put("gracePeriod", new JsonObject().put("duration", 7).put("intervalId", "Days"));
    assertThat(bus.publish(EventDraft.of(Fact.CHECKED_OUT, payload)).get(0).repeated()).isFalse();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings()).hasSize(1);
  }

  @Test
  void originalThatComesWhileItsPlaceIsTakenIsNotPublishedTwice() {
    start(ON);
    LoanRow loan = checkedOut();
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();

    var round =
        bus.get(
            bus.bus()
                .pool()
                .withTransaction(
                    tx ->
                        bus.bus()
                            .publisher()
                            .publish(tx, WitnessBus.DIKU, List.of(event(Fact.CHECKED_OUT, loan)))
                            .map(published -> bus.begin(WitnessBus.AFTER_ALL_WAITS))
                            .compose(
                                running ->
                                    bus.awaitLockWaiter(tx).map(waiting -> List.of(running)))));
    bus.get(round.get(0));

    assertThat(bus.published()).hasSize(1);
    assertThat(bus.findings()).isEmpty();
    assertThat(bus.count("witness_expectation", "state = 'MET'")).isEqualTo(1);
  }

  @Test
  void nothingIsJudgedBeforeTheFirstEventAndThenEverything() {
    start(WitnessSettings.DEFAULT);
    LoanRow old = checkedOut();
    bus.record(old.created(Instant.now()));
    bus.awaitRecords();
    bus.publish(event(Fact.CHECKED_OUT, checkedOut()));
    LoanRow renewed = old.with("renewalCount", 1).due(DUE.plusSeconds(60)).updated(Instant.now());
    bus.record(old.updatedTo(renewed, Instant.now()));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);

    assertThat(bus.findings())
        .extracting(finding -> finding.getString("type"))
        .containsExactly(Fact.DUE_DATE_CHANGED);
  }

  @Test
  void sampleDataAnonymisationAndOldLoansRaiseNoAlarm() {
    start(ON);
    Instant now = Instant.now();
    LoanRow sample = checkedOut().without("loanPolicyId").without("metadata");
    bus.record(sample.created(now));
    LoanRow sampleClosed = checkedOut().closed("checkedin", "Available").without("loanPolicyId");
    bus.record(sampleClosed.created(now));
    LoanRow closed = checkedOut().closed("checkedin", "Available");
    bus.record(closed.updatedTo(closed.without("userId").updated(now), now));
    LoanRow commented = checkedOut();
    bus.record(commented.updatedTo(commented.with("actionComment", "x").updated(now), now));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings()).isEmpty();
    assertThat(bus.published()).isEmpty();
  }

  @Test
  void deletionOfAllLoansClosesWhatIsOpenWithoutAlarm() {
    start(ON);
    LoanRow open = checkedOut();
    LoanRow closed = checkedOut();
    bus.record(open.created(Instant.now()));
    bus.record(closed.created(Instant.now()));
    LoanRow checkedIn = closed.closed("checkedin", "Available").updated(Instant.now());
    bus.record(closed.updatedTo(checkedIn, Instant.now()));
    bus.publish(
        event(Fact.CHECKED_OUT, open),
        event(Fact.CHECKED_OUT, closed),
        event(Fact.CHECKED_IN, checkedIn));
    bus.awaitRecords();
    Instant emptied = Instant.now().plusSeconds(1);
    bus.record(LoanRow.record("ALL_DELETED", null, null, emptied));
    bus.awaitRecords();
    // A record of the time before, on another partition.
    LoanRow late = open.with("renewalCount", 1).updated(Instant.now());
    bus.record(open.updatedTo(late, emptied.minusMillis(500)));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings())
        .extracting(one -> one.getString("kind") + one.getString("rule") + one.getString("loan"))
        .containsExactly("DERIVED_BY_RULET19" + open.id());
  }

  @Test
  void withoutRepairALateEventClearsUpTheFinding() {
    start(new WitnessSettings(WitnessMode.ON, WitnessSettings.DEFAULT_PATIENCE, false));
    LoanRow loan = checkedOut();
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings(FindingKind.NEVER_PUBLISHED)).hasSize(1);
    assertThat(bus.published()).isEmpty();

    PublishedEvent late = bus.publish(event(Fact.CHECKED_OUT, loan)).get(0);
    assertThat(late.repeated()).isFalse();
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings()).hasSize(1);
    assertThat(bus.findings().get(0).getString("event")).isEqualTo(late.id().toString());
    assertThat(bus.findings().get(0).getString("resolution"))
        .contains("after it had been reported");
  }

  @Test
  void lateRecordClearsUpAPhantom() {
    start(ON);
    bus.record(checkedOut().without("loanPolicyId").created(Instant.now()));
    bus.awaitRecords();
    bus.installedAt(Instant.now().minusSeconds(600));
    LoanRow loan = checkedOut();
    bus.publish(event(Fact.CHECKED_OUT, loan));
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings(FindingKind.PHANTOM)).hasSize(1);

    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();
    bus.round(NOW);
    assertThat(bus.findings()).hasSize(1);
    assertThat(bus.findings().get(0).getString("resolution")).contains("came late");
  }

  @Test
  void withoutAnyRecordOfStorageNoEventIsAPhantom() {
    start(ON);
    bus.installedAt(Instant.now().minusSeconds(600));
    bus.publish(event(Fact.CHECKED_OUT, checkedOut()));
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings()).isEmpty();
  }

  @Test
  void eventOfAWriteThatWasSeenInPartIsAmbiguous() {
    start(ON);
    bus.installedAt(Instant.now().minusSeconds(600));
    Instant now = Instant.now();
    LoanRow loan = checkedOut();
    LoanRow renewed = loan.with("renewalCount", 1).due(DUE.plusSeconds(60)).updated(now);
    LoanRow changed = renewed.due(DUE.plusSeconds(120)).updated(now.plusMillis(20));
    bus.record(loan.created(now));
    bus.record(loan.updatedTo(changed, now.plusMillis(30)));
    bus.record(loan.updatedTo(changed, now.plusMillis(31)));
    bus.publish(
        event(Fact.CHECKED_OUT, loan),
        event(Fact.DUE_DATE_CHANGED, renewed),
        event(Fact.DUE_DATE_CHANGED, changed));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings())
        .extracting(finding -> finding.getString("kind"))
        .containsExactly("AMBIGUOUS");
    assertThat(bus.published()).hasSize(3);
  }

  @Test
  void tenantOfAnOlderVersionPublishesBeforeItsUpgrade() {
    start(ON);
    bus.query("ALTER TABLE \"{schema}\".witness_event RENAME TO witness_event_absent");
    assertThat(bus.publish(event(Fact.CHECKED_OUT, checkedOut())).get(0).sequence()).isEqualTo(1);
  }

  @Test
  void noTokenIsKept() {
    start(ON);
    bus.record(checkedOut().created(Instant.now()));
    bus.awaitRecords();
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    for (String table :
        List.of(
            "witness_expectation",
            "witness_finding",
            "witness_loan",
            "event_outbox",
            "event_journal")) {
      assertThat(
              bus.query("SELECT t::text AS text FROM \"{schema}\"." + table + " AS t").toString())
          .doesNotContain("very-secret-token");
    }
  }

  @Test
  void whatWasPublishedBeforeStorageToldOfAnythingIsNoPhantom() {
    start(ON);
    bus.installedAt(Instant.now().minus(Duration.ofDays(2)));
    bus.publish(event(Fact.CHECKED_OUT, checkedOut()));
    bus.query(
        "UPDATE \"{schema}\".witness_event SET stored_at = stored_at - interval '1 day' RETURNING id");
    bus.record(checkedOut().created(Instant.now()));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);

    assertThat(bus.findings(FindingKind.PHANTOM)).isEmpty();
    assertThat(bus.count("witness_event", "state = 'WAITING'")).isEqualTo(1);
  }

  @Test
  void importedEventsOfFormerDaysAreNoPhantoms() {
    start(ON);
    bus.record(checkedOut().created(Instant.now()));
    bus.awaitRecords();
    EventDraft now = event(Fact.CHECKED_OUT, checkedOut());
    bus.publish(
        new EventDraft(
            UUID.randomUUID(),
            now.type(),
            now.payload(),
            Instant.now().minus(Duration.ofDays(400)),
            now.correlation(),
            null));

    bus.round(WitnessBus.AFTER_ALL_WAITS);

    assertThat(bus.findings(FindingKind.PHANTOM)).isEmpty();
  }

  private void start(WitnessSettings settings) {
    bus = new WitnessBus(kafka, postgres.newDatabase(), settings, OkapiSettings.NONE);
  }

  private LoanRow checkedOut() {
    return LoanRow.checkedOut(UUID.randomUUID(), user, DUE, Instant.now());
  }

  private static EventDraft event(String type, LoanRow loan) {
    return EventDraft.of(type, Fact.payload(type, loan.id().toString(), loan.state()));
  }
}
