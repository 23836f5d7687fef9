/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.SUBSCRIPTION;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Originals of discarded and edited events are deleted after their retention time. */
@WithEventBusServers
class OriginalRetentionTest {

  private static final Justification WHY = new Justification("a test", "tester");

  private final EventBusSettings settings;

  OriginalRetentionTest(KafkaBroker kafka, PostgresServer postgres) {
    settings = TestBus.settings(kafka, postgres.newDatabase(), Map.of("EVENT_ORIGINAL_DAYS", "30"));
  }

  @Test
  void originalsThatAreOverAreForgottenUnlessTheirEventStillWaits() {
    try (TestBus producer = TestBus.producer(settings);
        TestBus consumer = TestBus.consumer(settings, new Ledger(), SubscriptionPolicy.DEFAULT)) {
      consumer.query(
          "ALTER TABLE \"{schema}\".ledger ADD CONSTRAINT refused CHECK (sequence <> 1)");
      UUID discardedLongAgo = parked(producer, consumer);
      UUID discardedOfLate = parked(producer, consumer);
      UUID mendedLongAgo = parked(producer, consumer);
      discard(consumer, discardedLongAgo);
      discard(consumer, discardedOfLate);
      mendInVain(consumer, mendedLongAgo);
      age(consumer, discardedLongAgo, 31);
      age(consumer, discardedOfLate, 29);
      age(consumer, mendedLongAgo, 31);

      TestBus other =
          TestBus.consumerOfEnabledTenant(settings, new Ledger(), SubscriptionPolicy.DEFAULT);
      try (other) {
        await().atMost(LIMIT).until(() -> consumer.count("event_original", "true") == 2);
      }
      assertThat(originals(consumer))
          .containsExactlyInAnyOrder(discardedOfLate.toString(), mendedLongAgo.toString());
      assertThat(consumer.count("event_operation_log", "action = 'DISCARD'"))
          .as("who did it is not forgotten")
          .isEqualTo(2);
    }
  }

  private static UUID parked(TestBus producer, TestBus consumer) {
    UUID id = producer.publish(TestBus.checkOuts(UUID.randomUUID(), 1)).get(0).id();
    await()
        .atMost(LIMIT)
        .until(() -> consumer.count("event_parked", "event_id = '%s'".formatted(id)) == 1);
    return id;
  }

  private static ParkedActions actions(TestBus consumer) {
    return consumer.bus().admin().parked();
  }

  private static void discard(TestBus consumer, UUID id) {
    var done =
        consumer.get(actions(consumer).discard(DIKU, SUBSCRIPTION, ParkedPlace.of(id), WHY, false));
    assertThat(done.outcome()).isEqualTo(ActionOutcome.DONE);
  }

  private static void mendInVain(TestBus consumer, UUID id) {
    String payload =
        new JsonObject(
                consumer
                    .query(
                        "SELECT convert_from(value, 'UTF8') AS payload FROM \"{schema}\".event_parked WHERE event_id = '%s'"
                            .formatted(id))
                    .get(0)
                    .getString("payload"))
            .put("mended", true)
            .encode();
    var done = consumer.get(actions(consumer).retry(DIKU, SUBSCRIPTION, id, payload, WHY, false));
    assertThat(done.result().outcome()).isEqualTo(ActionOutcome.FAILED);
  }

  private static void age(TestBus consumer, UUID id, int days) {
    consumer.query(
        "UPDATE \"{schema}\".event_original SET replaced_at = now() - interval '%d days' WHERE event_id = '%s'"
            .formatted(days, id));
  }

  private static List<String> originals(TestBus consumer) {
    return consumer.query("SELECT event_id FROM \"{schema}\".event_original").stream()
        .map(row -> row.getString("event_id"))
        .toList();
  }
}
