/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Look-ups in other modules, and events while these do not answer. */
@WithEventBusServers
class LookUpTest {

  private static final String STAFF = "1d3b58cb-07b5-4fcd-8a2a-3ce06a0eb90f";
  private static final String PATRON = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String ITEM = "5e3c9f70-1d2b-4f6a-8c41-aa0b7c5d4444";

  private final OkapiDouble okapi = new OkapiDouble();
  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private RunningAudit audit;

  LookUpTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @BeforeEach
  void start() {
    audit =
        new RunningAudit(
            kafka,
            postgres.newDatabase(),
            new AuditSettings(AdapterMode.OWN, okapi.settings(), AuditSettings.FOR_EVER));
  }

  @AfterEach
  void stop() {
    audit.close();
    okapi.close();
  }

  private JsonObject only(String cql) {
    await().atMost(RunningAudit.LIMIT).until(() -> audit.find(cql).size() == 1);
    return audit.find(cql).get(0);
  }

  @Test
  void namesBarcodesItemsAndTemplatesAreAskedForOncePerMinute() {
    okapi.knowsUser(STAFF, "1", "Doe", "Jane");
    okapi.knowsUser(PATRON, "new-barcode", "Roe", "Richard");
    okapi.knows(
        "/templates/4d2c3b1a-6f5e-4b7a-9d8c-2e1f0a9b8888", new JsonObject().put("name", "Overdue"));
    okapi.knows(
        "/circulation-item/" + ITEM,
        new JsonObject().put("barcode", "new-item").put("holdingsRecordId", "h"));
    okapi.knows("/holdings-storage/holdings/h", new JsonObject().put("instanceId", "i"));
    audit.publish(Samples.loan(UUID.randomUUID(), UUID.fromString(PATRON), "b"));
    assertThat(only("object==Loan").getString("source")).isEqualTo("Doe, Jane");
    audit.publish(Samples.of("notice"));
    JsonObject notice = only("object==Notice");
    assertThat(notice.getString("description")).startsWith("Template: Overdue. ");
    assertThat(notice.getString("userBarcode")).isEqualTo("new-barcode");
    audit.publish(Samples.of("fee-fine-paid"));
    JsonObject item = only("object==\"Fee/Fine\"").getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("itemBarcode")).isEqualTo("new-item");
    assertThat(item.getString("holdingId")).isEqualTo("h");
    assertThat(item.getString("instanceId")).isEqualTo("i");
    audit.publish(Samples.of("request-created"));
    assertThat(only("object==Request").getString("source")).isEqualTo("Doe, Jane");
    assertThat(okapi.calls("/users/" + STAFF)).isEqualTo(1);
    assertThat(okapi.calls("/users/" + PATRON)).isEqualTo(1);
  }

  @Test
  void whatIsNotThereCostsNoRecord() {
    audit.publish(Samples.of("request-cancelled"));
    JsonObject cancelled = only("action==Cancelled");
    assertThat(cancelled.getString("source")).isNull();
    assertThat(cancelled.getString("userBarcode")).isEqualTo("8811");
    assertThat(cancelled.getString("description")).isEqualTo("Type: Hold.");
  }

  @Test
  void recordsWaitWhileUsersCannotBeAsked() {
    okapi.answers(503);
    audit.publish(Samples.loan(UUID.randomUUID(), UUID.fromString(PATRON), "streamed"));
    String pushed = Samples.loan(UUID.randomUUID(), UUID.fromString(PATRON), "pushed").encode();
    assertThat(audit.send("POST", AuditStreams.HANDLER, pushed).statusCode()).isEqualTo(204);
    // A check-out needs no look-up.
    audit.publish(Samples.of("check-out"));
    only("action==\"Checked out\"");
    await()
        .atMost(RunningAudit.LIMIT)
        .until(
            () ->
                audit.sql("SELECT FROM {tables}.pushed_log_record WHERE attempts > 1").rowCount()
                    == 1);
    assertThat(audit.find("object==Loan and action==\"Changed due date\"")).isEmpty();
    okapi.forget();
    okapi.knowsUser(STAFF, "1", "Doe", "Jane");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(audit.find("action==\"Changed due date\""))
                    .hasSize(2)
                    .allSatisfy(
                        record -> assertThat(record.getString("source")).isEqualTo("Doe, Jane")));
  }
}
