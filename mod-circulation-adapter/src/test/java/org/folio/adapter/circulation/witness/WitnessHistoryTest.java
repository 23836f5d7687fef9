/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.HistorySweep;
import org.folio.adapter.circulation.witness.expect.LoanHistory;
import org.folio.adapter.circulation.witness.expect.LoanRecordHandler;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.adapter.circulation.witness.round.StorageAccess;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the witness learns from storage behind Okapi. */
@WithEventBusServers
class WitnessHistoryTest {

  private static final WitnessSettings ON =
      new WitnessSettings(WitnessMode.ON, WitnessSettings.DEFAULT_PATIENCE, true);
  private static final Instant DUE = Instant.parse("2026-12-15T22:59:59Z");

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final WireMockServer okapi =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final LoanRow loan =
      LoanRow.checkedOut(UUID.randomUUID(), UUID.randomUUID(), DUE, Instant.now());
  private WitnessBus bus;

  WitnessHistoryTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @BeforeEach
  void start() {
    okapi.start();
    history();
    bus =
        new WitnessBus(
            kafka,
            postgres.newDatabase(),
            ON,
            new OkapiSettings(Optional.of(okapi.baseUrl()), Optional.empty()));
    bus.installedAt(Instant.now().minusSeconds(600));
    bus.record(
        LoanRow.checkedOut(UUID.randomUUID(), UUID.randomUUID(), DUE, Instant.now())
            .without("loanPolicyId")
            .created(Instant.now()));
    bus.awaitRecords();
  }

  @AfterEach
  void stop() {
    bus.close();
    okapi.stop();
  }

  @Test
  void eventWhoseRecordWasLostIsNoPhantom() {
    LoanRow checkedIn = loan.closed("checkedin", "Available").updated(Instant.now());
    history(row("I", loan), row("U", checkedIn));
    bus.publish(event(Fact.CHECKED_OUT, loan), event(Fact.CHECKED_IN, checkedIn));

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings())
        .extracting(finding -> finding.getString("kind") + " " + finding.getString("type"))
        .containsExactlyInAnyOrder("RECORD_LOST ITEM_CHECKED_OUT", "RECORD_LOST ITEM_CHECKED_IN");
  }

  @Test
  void eventThatTheHistoryDoesNotKnowIsAPhantom() {
    history(row("I", loan));
    bus.publish(event(Fact.CHECKED_IN, loan));

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings())
        .extracting(finding -> finding.getString("kind"))
        .containsExactly("PHANTOM");
    assertThat(bus.findings().get(0).getString("explanation")).contains("loan's history");
  }

  @Test
  void derivedCheckOutHasTheGracePeriodOfItsPolicy() {
    okapi.stubFor(
        get(urlPathEqualTo("/loan-policy-storage/loan-policies/" + LoanRow.POLICY))
            .withHeader("X-Okapi-Tenant", containing("diku"))
            .willReturn(
                okJson(
                    "{\"loansPolicy\":{\"gracePeriod\":{\"duration\":7,\"intervalId\":\"Days\"}}}")));
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();

    bus.round(WitnessBus.AFTER_ALL_WAITS);
    JsonObject payload = new JsonObject(bus.findings().get(0).getString("payload"));
    assertThat(payload.getJsonObject("gracePeriod"))
        .isEqualTo(new JsonObject().put("duration", 7).put("intervalId", "Days"));

    JsonObject original = Fact.payload(Fact.CHECKED_OUT, loan.id().toString(), loan.state());
    original.put("gracePeriod", payload.getJsonObject("gracePeriod"));
    assertThat(bus.publish(EventDraft.of(Fact.CHECKED_OUT, original)).get(0).repeated()).isTrue();
  }

  @Test
  void gracePeriodOfNothingIsLeftOut() {
    JsonObject policy =
        new JsonObject(
            "{\"loansPolicy\":{\"gracePeriod\":{\"duration\":0,\"intervalId\":\"Days\"}}}");
    assertThat(StorageAccess.gracePeriod(policy)).isEmpty();
  }

  @Test
  void unreachableStorageDelaysPhantomsAndNothingElse() {
    okapi.stubFor(
        get(urlPathMatching("/loan-.*"))
            .willReturn(com.github.tomakehurst.wiremock.client.WireMock.serverError()));
    bus.record(loan.created(Instant.now()));
    bus.awaitRecords();
    LoanRow other = LoanRow.checkedOut(UUID.randomUUID(), loan.user(), DUE, Instant.now());
    bus.publish(event(Fact.CHECKED_OUT, other));

    assertThat(bus.begin(WitnessBus.AFTER_ALL_WAITS).otherwiseEmpty().await()).isNull();
    assertThat(bus.findings())
        .extracting(finding -> finding.getString("kind"))
        .containsExactly("NEVER_PUBLISHED");
    history();
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings(FindingKind.PHANTOM)).hasSize(1);
  }

  @Test
  void readingOfTheHistoryFindsWhatTheTopicHasLost() {
    LoanRow renewed =
        loan.with("renewalCount", 1).due(DUE.plusSeconds(60)).updated(Instant.now().plusMillis(5));
    LoanRow anonymised =
        LoanRow.checkedOut(UUID.randomUUID(), loan.user(), DUE, Instant.now())
            .closed("checkedin", "Available");
    history(
        row("I", loan),
        row("U", renewed),
        row("U", anonymised),
        row("U", anonymised.without("userId")));
    bus.publish(event(Fact.CHECKED_OUT, loan));

    for (int i = 0; i < 2; i++) {
      assertThat(bus.get(sweep().run(request(), Instant.now().minusSeconds(60), Instant.now())))
          .isEqualTo(4);
      bus.round(WitnessBus.AFTER_ALL_WAITS);
    }
    assertThat(bus.findings())
        .extracting(finding -> finding.getString("kind") + " " + finding.getString("type"))
        .containsExactly("NEVER_PUBLISHED LOAN_DUE_DATE_CHANGED");
    assertThat(bus.findings().get(0).getString("origin"))
        .startsWith("circulation-storage/loan-history#");
  }

  private HistorySweep sweep() {
    return new HistorySweep(
        new LoanHistory(new OkapiClient(bus.vertx(), OkapiSettings.NONE)),
        new LoanRecordHandler(ON),
        new TenantDatabase(bus.bus().pool(), bus.bus().schema()));
  }

  private OkapiRequest request() {
    return new OkapiRequest(WitnessBus.DIKU, okapi.baseUrl(), "token", null, null);
  }

  private void history(JsonObject... rows) {
    JsonArray all = new JsonArray();
    for (JsonObject row : rows) {
      all.add(row);
    }
    okapi.stubFor(
        get(urlPathEqualTo("/loan-storage/loan-history"))
            .willReturn(
                okJson(
                    new JsonObject()
                        .put("loansHistory", all)
                        .put("totalRecords", rows.length)
                        .encode())));
  }

  private static JsonObject row(String operation, LoanRow loan) {
    return new JsonObject()
        .put("id", UUID.randomUUID().toString())
        .put("operation", operation)
        .put("createdDate", Instant.now().toString().replace('T', ' ').replace("Z", "+00"))
        .put("loan", loan.json());
  }

  private static EventDraft event(String type, LoanRow loan) {
    return EventDraft.of(type, Fact.payload(type, loan.id().toString(), loan.state()));
  }
}
