/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.adapter.audit.record.LogRecord;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.ProducedPayload;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Covers the path from the publisher of log records to the HTTP answer. */
@WithEventBusServers
class CirculationLogTest {

  // Records of fees and fines have the date of their payload, all others that of their event.
  private static final String OF_SAMPLES =
      "date==(\"2024-02-29T12:00:00.123Z\" or \"2026-03-10T09:00:01.120Z\")";

  private static RunningAudit audit;

  @BeforeAll
  static void start(KafkaBroker kafka, PostgresServer postgres) {
    audit = new RunningAudit(kafka, postgres.newDatabase(), AuditSettings.DEFAULT);
  }

  @AfterAll
  static void stop() {
    audit.close();
  }

  private static void awaitThat(ThrowingRunnable assertion) {
    await().atMost(RunningAudit.LIMIT).untilAsserted(assertion);
  }

  private static String line(String object, String action, String description) {
    return object + " / " + action + " / " + description;
  }

  @Test
  void everyKindThatIsPublishedIsFound() {
    Instant time = Instant.parse("2024-02-29T12:00:00.123Z");
    List<EventDraft> drafts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (JsonObject payload : Samples.all()) {
      drafts.add(RunningAudit.draft(UUID.randomUUID(), payload, time));
      for (LogRecord record : LogKinds.logged(payload, Facts.NONE, time).records()) {
        expected.add(line(record.object(), record.action(), record.description()));
      }
    }
    audit.publish(drafts);
    awaitThat(
        () ->
            assertThat(
                    audit.find(OF_SAMPLES).stream()
                        .map(
                            record ->
                                line(
                                    record.getString("object"),
                                    record.getString("action"),
                                    record.getString("description"))))
                .containsExactlyInAnyOrderElementsOf(expected));
    JsonObject due = audit.find(OF_SAMPLES + " and action==\"Checked out\"").get(0);
    assertThat(due.getString("date")).isEqualTo("2024-02-29T12:00:00.123+00:00");
    assertThat(due.getString("userBarcode")).isEqualTo("-").as("the loan was anonymised, too");
  }

  @Test
  void whatIsPublishedTwiceIsFoundOnce() {
    UUID loan = UUID.randomUUID();
    EventDraft draft =
        RunningAudit.draft(
            UUID.randomUUID(), Samples.loan(loan, UUID.randomUUID(), "twice"), Instant.now());
    audit.publish(List.of(draft));
    audit.publish(List.of(draft));
    audit.publish(Samples.loan(loan, UUID.randomUUID(), "behind"));
    awaitThat(() -> assertThat(audit.find("userBarcode==behind")).hasSize(1));
    assertThat(audit.find("items=" + loan)).hasSize(2);
  }

  @Test
  void anAnonymisedLoanLosesItsPatronInOlderRecordsAndInLateOnes() {
    UUID loan = UUID.randomUUID();
    UUID user = UUID.randomUUID();
    audit.publish(Samples.loan(loan, user, "before"));
    awaitThat(() -> assertThat(audit.find("linkToIds.userId==" + user)).hasSize(1));
    JsonObject anonymize = Samples.of("loan-anonymize");
    anonymize
        .getJsonObject("payload")
        .put("loanId", loan.toString())
        .put("userId", user.toString());
    audit.publish(anonymize);
    JsonObject late = Samples.of("fee-fine-paid");
    late.getJsonObject("payload")
        .put("date", Instant.now().toString())
        .put("loanId", loan.toString())
        .put("userId", user.toString());
    awaitThat(() -> assertThat(audit.find("items=" + loan)).hasSize(2));
    audit.publish(late);
    awaitThat(() -> assertThat(audit.find("items=" + loan)).hasSize(3));
    assertThat(audit.find("items=" + loan))
        .allSatisfy(
            record -> {
              assertThat(record.getString("userBarcode")).isEqualTo("-");
              assertThat(record.getJsonObject("linkToIds").getString("userId")).isNull();
            });
    assertThat(audit.find("userBarcode==before")).isEmpty();
  }

  @Test
  void anAnonymisedRequestLosesItsPatron() {
    UUID request = UUID.randomUUID();
    JsonObject created = Samples.of("request-created");
    created
        .getJsonObject("payload")
        .getJsonObject("requests")
        .getJsonObject("created")
        .put("id", request.toString());
    audit.publish(created);
    JsonObject anonymized = Samples.of("request-anonymized");
    anonymized
        .getJsonObject("payload")
        .getJsonObject("linkToIds")
        .put("requestId", request.toString());
    audit.publish(anonymized);
    awaitThat(() -> assertThat(audit.find("linkToIds.requestId==" + request)).hasSize(2));
    assertThat(audit.find("linkToIds.requestId==" + request))
        .allSatisfy(record -> assertThat(record.getString("userBarcode")).isEqualTo("-"));
  }

  @Test
  void pushedRecordsAreKeptOnceAndWhatIsNoneIsRefused() {
    UUID loan = UUID.randomUUID();
    String body = Samples.loan(loan, UUID.randomUUID(), "pushed").encode();
    for (int i = 0; i < 3; i++) {
      assertThat(push(body).statusCode()).isEqualTo(204);
    }
    awaitThat(() -> assertThat(audit.find("items=" + loan)).hasSize(1));
    assertThat(push("{").statusCode()).isEqualTo(400);
    HttpResponse<String> refused = push("{\"logEventType\":\"SOMETHING\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("logEventType");
    // The route refuses what publishing refuses: PostgreSQL cannot store the character.
    assertThat(push(Samples.loan(loan, UUID.randomUUID(), "nul\0").encode()).statusCode())
        .isEqualTo(400);
    assertThat(audit.find("items=" + loan)).hasSize(1);
  }

  @Test
  void whatFoliosProducersPushIsKept() {
    for (ProducedPayload produced : ProducedPayload.all()) {
      if (produced.type().equals(EventCatalog.LOG_RECORD)) {
        assertThat(push(produced.json()).statusCode()).as(produced.toString()).isEqualTo(204);
      }
    }
    awaitThat(CirculationLogTest::everythingPushedIsKept);
  }

  private static void everythingPushedIsKept() {
    String notKept = "SELECT FROM {tables}.pushed_log_record WHERE NOT kept OR attempts > 0";
    assertThat(audit.sql(notKept).rowCount()).isZero();
  }

  private static HttpResponse<String> push(String body) {
    return audit.send("POST", AuditStreams.HANDLER, body);
  }

  /** While a tenant changes modes, Okapi may route deliveries for mod-audit to this module. */
  @Test
  void deliveryToTheDeployedModuleIsRefusedForNow() {
    HttpResponse<String> answer =
        audit.send(
            "POST", AuditStreams.HANDLER, "{}", EventDelivery.DELIVERY, "circulation.log-records");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void aDateThatNoCalendarKnowsCostsNoRecord() {
    for (String date : List.of("0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "soon")) {
      JsonObject fee = Samples.of("fee-fine-paid");
      fee.getJsonObject("payload").put("date", date).put("userBarcode", "calendar");
      assertThat(push(fee.encode()).statusCode()).isEqualTo(204);
    }
    awaitThat(CirculationLogTest::everythingPushedIsKept);
    assertThat(audit.find("linkToIds.feeFineId=* and items=\"\"")).hasSizeGreaterThan(2);
  }
}
