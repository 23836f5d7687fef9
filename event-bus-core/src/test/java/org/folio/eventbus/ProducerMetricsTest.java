/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.checkOut;
import static org.folio.eventbus.TestBus.checkOuts;

import io.micrometer.core.instrument.Timer;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of the publishing side. */
@WithEventBusServers
class ProducerMetricsTest {

  private static final String[] DIKU_LOANS = {
    MetricNames.TENANT, DIKU.value(), MetricNames.STREAM, EventCatalog.LOAN_EVENTS
  };

  private final EventBusSettings settings;
  private final Measured measured = new Measured();
  private TestBus bus;

  ProducerMetricsTest(KafkaBroker kafka, DatabaseCoordinates database) {
    settings = TestBus.settings(kafka, database);
  }

  @BeforeEach
  void start() {
    bus = TestBus.producer(settings, measured);
    bus.query("TRUNCATE \"{schema}\".event_outbox");
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void eventsAreCountedWhenStoredAndWhenRelayed() {
    EventDraft draft = checkOut(UUID.randomUUID(), UUID.randomUUID()).withId(UUID.randomUUID());
    bus.publish(checkOuts(UUID.randomUUID(), 6));
    bus.publish(draft);
    bus.publish(draft);

    assertThat(measured.value(MetricNames.PUBLISHED, DIKU_LOANS))
        .as("the same id published twice is one event")
        .isEqualTo(7);
    measured.awaitValue(7, MetricNames.RELAYED, DIKU_LOANS);
    Timer latency =
        measured
            .registry
            .get(MetricNames.RELAY_LATENCY)
            .tag(MetricNames.STREAM, EventCatalog.LOAN_EVENTS)
            .timer();
    assertThat(latency.count()).isEqualTo(7);
    assertThat(latency.max(TimeUnit.SECONDS)).isPositive().isLessThan(30);
    assertThat(measured.registry.get(MetricNames.RELAY_ROUND).timer().count()).isPositive();
  }

  @Test
  void whatWaitsInTheOutboxIsShownWithItsAge() {
    SqlConnection blocker = bus.get(bus.bus().pool().getConnection());
    bus.get(blocker.begin());
    bus.get(
        blocker
            .query("LOCK TABLE \"%s\".event_journal IN SHARE MODE".formatted(bus.schema()))
            .execute());
    bus.publish(checkOuts(UUID.randomUUID(), 3));

    measured.awaitValue(3, MetricNames.OUTBOX, MetricNames.TENANT, DIKU.value());
    await()
        .atMost(TestBus.LIMIT)
        .until(() -> measured.value(MetricNames.OUTBOX_AGE, MetricNames.TENANT, "diku") > 1);

    bus.get(blocker.close());
    measured.awaitValue(0, MetricNames.OUTBOX, MetricNames.TENANT, DIKU.value());
    measured.awaitValue(0, MetricNames.OUTBOX_AGE, MetricNames.TENANT, DIKU.value());
  }

  @Test
  void gaugesOfATenantThatWasDisabledAndOfABusThatWasClosedAreGone() {
    await().atMost(TestBus.LIMIT).until(() -> measured.meters(MetricNames.OUTBOX).size() == 1);
    bus.get(bus.bus().tenants().disable(DIKU));
    await().atMost(TestBus.LIMIT).until(() -> measured.meters(MetricNames.OUTBOX).isEmpty());
    bus.get(bus.bus().tenants().enable(DIKU));
    await().atMost(TestBus.LIMIT).until(() -> measured.meters(MetricNames.OUTBOX).size() == 1);
    bus.get(bus.bus().close());

    assertThat(List.of(MetricNames.OUTBOX, MetricNames.OUTBOX_AGE, MetricNames.PARKED))
        .allSatisfy(name -> assertThat(measured.meters(name)).isEmpty());
  }
}
