/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class RetentionTest {

  @Test
  void monthsThatAreOverAreRemovedAndTheirLateEventsAreStillTaken(
      KafkaBroker kafka, PostgresServer postgres) {
    AuditSettings settings = new AuditSettings(AdapterMode.OWN, OkapiSettings.NONE, 100);
    try (RunningAudit audit = new RunningAudit(kafka, postgres.newDatabase(), settings)) {
      Instant now = Instant.now();
      Instant old = now.minus(Duration.ofDays(400));
      for (Instant time : List.of(old, now.minus(Duration.ofDays(90)), now)) {
        publish(audit, time);
      }
      await().atMost(RunningAudit.LIMIT).until(() -> audit.find("cql.allRecords=1").size() == 3);
      assertThat(cleanUp(audit)).isEqualTo(204);
      assertThat(audit.find("cql.allRecords=1")).hasSize(2);
      publish(audit, old);
      await().atMost(RunningAudit.LIMIT).until(() -> audit.find("cql.allRecords=1").size() == 3);
      assertThat(cleanUp(audit)).isEqualTo(204);
      assertThat(audit.find("cql.allRecords=1")).hasSize(2);
    }
  }

  private static int cleanUp(RunningAudit audit) {
    return audit.send("POST", "/audit-data/cleanup/timer", "").statusCode();
  }

  private static void publish(RunningAudit audit, Instant time) {
    audit.publish(
        List.of(
            RunningAudit.draft(
                UUID.randomUUID(), Samples.loan(UUID.randomUUID(), UUID.randomUUID(), "b"), time)));
  }
}
