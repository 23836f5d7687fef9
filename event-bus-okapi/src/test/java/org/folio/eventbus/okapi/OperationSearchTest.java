/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of one operation are asked for by its id. */
@WithEventBusServers
class OperationSearchTest {

  private final LoanLedger ledger;

  OperationSearchTest(KafkaBroker kafka, PostgresServer postgres) {
    ledger = new LoanLedger(kafka, postgres.newDatabase(), SubscriptionPolicy.DEFAULT, Map.of());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anIncompleteGroupIsToldWithTheIndexesThatAreMissing() {
    UUID user = UUID.randomUUID();
    List<UUID> ids = ledger.publish(user, 2);
    awaitThat(() -> assertThat(ledger.applied(user)).hasSize(2));
    awaitThat(() -> assertThat(ledger.count("event_outbox", "true")).isZero());
    UUID operation = UUID.randomUUID();
    ledger.sql(
        "UPDATE \"{schema}\".event_journal SET operation_id = '%s', operation_index = sequence, operation_size = 4"
            .formatted(operation));

    JsonObject found = ledger.read("/event-bus/events?operation=" + operation, "eventSearch");

    assertThat(found.getJsonArray("events"))
        .extracting(event -> ((JsonObject) event).getString("eventId"))
        .containsExactlyInAnyOrder(ids.get(0).toString(), ids.get(1).toString());
    JsonObject group = found.getJsonObject("operation");
    assertThat(group.getString("id")).isEqualTo(operation.toString());
    assertThat(group.getInteger("size")).isEqualTo(4);
    assertThat(group.getInteger("present")).isEqualTo(2);
    assertThat(group.getJsonArray("missing")).isEqualTo(new JsonArray().add(0).add(3));
    assertThat(group.getString("explanation")).contains("indexes were not: [0, 3]");
    JsonObject unknown =
        ledger.read("/event-bus/events?operation=" + UUID.randomUUID(), "eventSearch");
    assertThat(unknown.getInteger("totalRecords")).isZero();
    assertThat(unknown.fieldNames()).doesNotContain("operation");
  }

  @Test
  void whatIsNoIdIsRefused() {
    var answer = ledger.send("GET", "/event-bus/events?operation=some", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Invalid operation id: \"some\"");
  }
}
