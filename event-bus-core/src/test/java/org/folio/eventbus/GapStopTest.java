/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.LIMIT;

import java.time.Duration;
import java.util.UUID;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscription with the gap policy STOP stops a key at a gap. */
@WithEventBusServers
class GapStopTest {

  private final TestBus consumer;
  private final LooseRecords records;
  private final UUID user = UUID.randomUUID();

  GapStopTest(KafkaBroker kafka, DatabaseCoordinates database) {
    consumer =
        TestBus.consumer(
            TestBus.settings(kafka, database),
            new Ledger(),
            SubscriptionPolicy.builder()
                .hold(Duration.ofMillis(300))
                .onGap(SubscriptionPolicy.OnGap.STOP)
                .build());
    consumer.query(
        "TRUNCATE \"{schema}\".ledger, \"{schema}\".event_parked, \"{schema}\".event_gap");
    records = new LooseRecords(kafka, consumer.settings());
  }

  @AfterEach
  void close() {
    records.close();
    consumer.close();
  }

  @Test
  void keyStopsForAMissingSequenceAndFlowsInOrderWhenItArrives() {
    records.send(user, 1);
    records.send(user, 4);
    records.send(user, 5);

    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 2);
    assertThat(consumer.count("event_parked", "state = 'GAP' AND cause LIKE '%2 to 3%'"))
        .isEqualTo(1);
    assertThat(consumer.count("event_gap", "first_sequence = 2 AND last_sequence = 3"))
        .isEqualTo(1);
    records.send(user, 2);
    records.send(user, 3);

    assertThat(consumer.awaitLedger(5))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 0);
    assertThat(consumer.count("event_gap", "true")).isZero();
    records.send(user, 6);
    consumer.awaitLedger(6);
  }
}
