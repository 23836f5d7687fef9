/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.LoanLedger;
import org.folio.eventbus.okapi.LoanLedgerModule;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers about topics, and about keys in masked form. */
@WithEventBusServers
class TopicRoutesTest {

  private final UUID user = UUID.randomUUID();
  private final KafkaBroker kafka;
  private final LoanLedger ledger;

  TopicRoutesTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    ledger = new LoanLedger(kafka, postgres.newDatabase(), SubscriptionPolicy.DEFAULT, Map.of());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private JsonObject topic() {
    return ledger.read("/event-bus/topics", "topics").getJsonArray("topics").getJsonObject(0);
  }

  @Test
  void aTopicIsToldAsBrokersHaveItAndMissedWhenTheyHaveNot() throws Exception {
    JsonObject topic = topic();
    assertThat(topic.getString("stream")).isEqualTo(EventCatalog.LOAN_EVENTS);
    assertThat(topic.getBoolean("written")).isTrue();
    assertThat(topic.getJsonArray("subscriptions"))
        .isEqualTo(new JsonArray().add(LoanLedgerModule.SUBSCRIPTION));
    assertThat(topic.getInteger("partitions")).isEqualTo(2);
    assertThat(topic.getInteger("retentionHours")).isEqualTo(168);
    assertThat(topic.getJsonArray("problems")).isEmpty();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic.getString("topic"))).all().get();
    }

    awaitThat(() -> assertThat(topic().getBoolean("exists")).isFalse());
    assertThat(topic().getJsonArray("problems").getString(0)).contains("enable the tenant again");
  }

  @Test
  void answersTellTheTimeOfTheModulesClock() {
    var date = ledger.send("GET", "/admin/health", "").headers().firstValue("Date").orElseThrow();
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
  }

  @Test
  void brokersThatAreAwayAreNamed() {
    kafka.stop();
    try {
      var answer = ledger.send("GET", "/event-bus/topics", "");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains(kafka.bootstrapServers()).contains("KAFKA_HOST");
    } finally {
      kafka.start();
    }
  }

  @Test
  void aMaskedKeyIsUnderstoodWhereItFitsOneKeyOnly() {
    ledger.publish(user, 2);
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(2));
    String masked = user.toString().substring(0, 8) + "%E2%80%A6";
    String key = "/event-bus/keys?stream=circulation.loan-events&key=" + masked;

    JsonObject life = ledger.read(key, "keyLife");
    assertThat(life.getInteger("given")).isEqualTo(2);
    assertThat(life.getString("key")).hasSize(9).endsWith("…");
    assertThat(
            ledger
                .read(
                    "/event-bus/events/%s?stream=circulation.loan-events&key=%s&sequence=3"
                        .formatted(UUID.randomUUID(), masked),
                    "eventLife")
                .getJsonArray("subscriptions")
                .getJsonObject(0)
                .getInteger("applied"))
        .isEqualTo(2);

    ledger.publish(
        UUID.fromString(user.toString().substring(0, 8) + "-0000-4000-8000-000000000000"), 1);
    var refused = ledger.send("GET", key, "");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Several keys begin with");
  }
}
