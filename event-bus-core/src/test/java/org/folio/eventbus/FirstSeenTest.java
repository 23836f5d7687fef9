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

/** A subscription that begins late skips all earlier events. */
@WithEventBusServers
class FirstSeenTest {

  private final TestBus consumer;
  private final LooseRecords records;
  private final UUID user = UUID.randomUUID();

  FirstSeenTest(KafkaBroker kafka, DatabaseCoordinates database) {
    consumer =
        TestBus.consumer(
            TestBus.settings(kafka, database),
            new Ledger(),
            SubscriptionPolicy.builder()
                .hold(Duration.ofMillis(300))
                .onGap(SubscriptionPolicy.OnGap.STOP)
                .fromFirstSeen(true)
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
  void aKeyBeginsWithItsFirstSeenEventAndStopsForWhatIsMissingLater() {
    records.send(user, 7);
    records.send(user, 8);
    consumer.awaitLedger(2);
    assertThat(consumer.count("event_gap", "true")).isZero();

    records.send(user, 10);
    await().atMost(LIMIT).until(() -> consumer.count("event_parked", "true") == 1);
    assertThat(consumer.count("event_gap", "first_sequence = 9 AND last_sequence = 9"))
        .isEqualTo(1);
    records.send(user, 9);

    assertThat(consumer.awaitLedger(4))
        .extracting(Ledger.Entry::sequence)
        .containsExactly(7L, 8L, 9L, 10L);
  }
}
