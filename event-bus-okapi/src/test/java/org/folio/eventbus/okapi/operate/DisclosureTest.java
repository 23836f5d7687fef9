/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.LoanLedger;
import org.folio.eventbus.okapi.LoanLedgerModule;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Personal data is masked unless it stands in the question or is revealed, which is noted. */
@WithEventBusServers
class DisclosureTest {

  private static final String URL = "X-Okapi-Url";
  private static final String OKAPI = "http://okapi:9130";
  private static final String PERMISSIONS = "X-Okapi-Permissions";

  private final UUID user = UUID.randomUUID();
  private final String masked = user.toString().substring(0, 8) + "…";
  private final LoanLedger ledger;

  DisclosureTest(KafkaBroker kafka, PostgresServer postgres) {
    ledger =
        new LoanLedger(
            kafka,
            postgres.newDatabase(),
            SubscriptionPolicy.builder().hold(Duration.ofMillis(300)).build(),
            Map.of("EVENT_CANARY_SECONDS", "1"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private UUID publish() {
    UUID id = ledger.publish(user, 1).get(0);
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(1));
    awaitThat(() -> assertThat(ledger.count("event_journal", "id = '%s'".formatted(id))).isOne());
    return id;
  }

  private HttpResponse<String> reveal(UUID event, String... headers) {
    return ledger.send(
        "GET", "/event-bus/events/" + event + "?reveal=true&reason=why", "", headers);
  }

  @Test
  void keysAreMaskedUnlessTheQuestionContainsThem() {
    UUID id = publish();

    JsonObject byId = ledger.read("/event-bus/events/" + id, "eventLife");
    JsonObject byUser = ledger.read("/event-bus/events?user=" + user, "eventSearch");
    JsonObject byType =
        ledger.read(
            "/event-bus/events?type=ITEM_CHECKED_OUT&from=" + Instant.now().minusSeconds(60),
            "eventSearch");

    assertThat(byId.getString("key")).isEqualTo(masked);
    assertThat(byId.getJsonObject("publication").getString("key")).isEqualTo(masked);
    assertThat(byId.encode()).doesNotContain(user.toString());
    assertThat(byUser.getJsonArray("events").getJsonObject(0).getString("key"))
        .isEqualTo(user.toString());
    assertThat(byType.getJsonArray("events").getJsonObject(0).getString("key")).isEqualTo(masked);
    assertThat(byType.getBoolean("complete")).isTrue();
  }

  @Test
  void revealingThroughOkapiNeedsThePermissionAndIsNoted() {
    UUID id = publish();

    assertThat(reveal(id, URL, OKAPI).statusCode()).isEqualTo(403);
    assertThat(reveal(id, URL, OKAPI, PERMISSIONS, "[\"other\"]").statusCode()).isEqualTo(403);
    assertThat(reveal(id, PERMISSIONS, "no array").statusCode()).isEqualTo(400);
    assertThat(ledger.operations("REVEAL")).isZero();

    HttpResponse<String> shown =
        reveal(
            id,
            URL,
            OKAPI,
            PERMISSIONS,
            "[\"" + LoanLedgerModule.NAME + ".event-bus.reveal.execute\"]");
    assertThat(new JsonObject(shown.body()).getString("key")).isEqualTo(user.toString());
    assertThat(ledger.operations("REVEAL")).isEqualTo(1);
    JsonObject entry = ledger.lastOperation("REVEAL");
    assertThat(ledger.sql("SELECT reason FROM \"{schema}\".event_operation_log ORDER BY id"))
        .first()
        .satisfies(row -> assertThat(row.getString("reason")).isEqualTo("why"));
    assertThat(entry.getString("performedBy")).isEqualTo(LoanLedger.OPERATOR.toString());
    assertThat(
            ledger
                .read("/event-bus/operations", "operations")
                .getJsonArray("operations")
                .getJsonObject(0)
                .getString("performedBy"))
        .isEqualTo("b8e1c7aa…");
  }

  @Test
  void unknownEventsOfUnknownTenantsAreExplained() {
    HttpResponse<String> answer = ledger.send("GET", "/event-bus/events/" + UUID.randomUUID(), "");
    assertThat(new JsonObject(answer.body()).getString("verdict")).isEqualTo("NEVER_PUBLISHED");
    assertThat(new JsonObject(answer.body()).getString("explanation"))
        .contains("Neither outbox nor journal has it");
    for (String question :
        List.of(
            "/event-bus/events",
            "/event-bus/events?from=yesterday",
            "/event-bus/events?type=T&limit=0",
            "/event-bus/events?type=T&reveal=maybe",
            "/event-bus/events?user=a&key=b")) {
      assertThat(ledger.send("GET", question, "").statusCode()).as(question).isEqualTo(400);
    }
  }

  @Test
  void canariesThatAreSwitchedOnComeByThemselvesAndAreMeasured() {
    awaitThat(
        () -> {
          assertThat(ledger.count("event_receipt", "key = 'event-bus-canary'"))
              .isGreaterThanOrEqualTo(2);
          assertThat(ledger.send("GET", "/metrics", "").body())
              .contains("eventbus_canary_lateness_seconds{")
              .contains("eventbus_canary_age_seconds{");
        });
    assertThat(ledger.count("loan_ledger", "true")).isZero();
    assertThat(ledger.read("/event-bus/canary", "canaries").getInteger("everySeconds")).isOne();
  }
}
