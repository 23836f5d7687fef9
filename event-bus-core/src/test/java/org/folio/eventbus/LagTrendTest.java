/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.SUBSCRIPTION;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.admin.LagPeak;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.StandingTime;
import org.folio.eventbus.lag.LagRounds;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lag of the last day is kept, in few rows. */
@WithEventBusServers
class LagTrendTest {

  private final TestBus bus;

  LagTrendTest(KafkaBroker kafka, PostgresServer postgres) {
    bus =
        TestBus.consumer(
            TestBus.settings(kafka, postgres.newDatabase()),
            new Ledger(),
            SubscriptionPolicy.DEFAULT);
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void highestLagOfFiveMinutesIsKept() {
    noted("one", 1, 40, 2_500);
    noted("one", 1, 7, 100);

    assertThat(peak().events()).isEqualTo(40);
    assertThat(peak().seconds()).isEqualTo(2.5);
  }

  @Test
  void lagOfAllInstancesIsAddedAndTheOldestRecordCounts() {
    noted("one", 1, 40, 2_500);
    noted("two", 1, 2, 9_000);

    assertThat(peak().events()).isEqualTo(42);
    assertThat(peak().seconds()).isEqualTo(9);
  }

  @Test
  void instanceWithoutPartitionsKnowsNoLag() {
    noted("one", 1, 40, 2_500);
    noted("two", 0, 0, 0);

    assertThat(bus.count("event_lag", "instance = 'two'")).isZero();
  }

  @Test
  void whatIsOlderThanADayGoesWithTheNextRow() {
    noted("one", 1, 40, 2_500);
    bus.query("UPDATE \"{schema}\".event_lag SET begun_at = begun_at - interval '25 hours'");
    assertThat(peaks()).isEmpty();

    noted("one", 1, 7, 100);

    assertThat(bus.count("event_lag", "true")).isEqualTo(1);
  }

  private List<LagPeak> peaks() {
    return bus.get(bus.bus().admin().lagPeaks(DIKU)).getOrDefault(SUBSCRIPTION, List.of());
  }

  // Two, if five minutes ended within the test.
  private LagPeak peak() {
    return peaks().get(0);
  }

  private void noted(String instance, int partitions, int events, long oldestMillis) {
    SubscriptionStatus status =
        new SubscriptionStatus(
            SUBSCRIPTION,
            EventCatalog.LOAN_EVENTS,
            bus.group(),
            partitions,
            1,
            1,
            events - 1L,
            oldestMillis,
            0,
            0,
            0,
            null,
            null,
            List.of(),
            List.of());
    LagRounds rounds =
        new LagRounds(
            new StandingTime(),
            new ProgressWatch(),
            bus.bus().pool(),
            bus.bus().schema(),
            instance,
            tenant -> Future.succeededFuture(List.of(status)));
    bus.get(rounds.note(DIKU));
    rounds.close();
  }
}
