/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.folio.adapter.circulation.witness.expect.HistorySweep;
import org.folio.adapter.circulation.witness.expect.LoanHistory;
import org.folio.adapter.circulation.witness.expect.LoanRecordHandler;
import org.folio.adapter.circulation.witness.finding.EventNotice;
import org.folio.adapter.circulation.witness.round.Round;
import org.folio.adapter.circulation.witness.round.StorageAccess;
import org.folio.adapter.circulation.witness.round.WitnessRounds;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TopicChoice;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects loan events that were never published, by loan storage's own records, and publishes them
 * instead. Also detects events without a change of a loan.
 */
public final class Witness {

  /** Its tables, on the class path. */
  public static final String CHANGELOG = "org/folio/adapter/circulation/changelog.sql";

  /** The subscription; part of every cursor, so it never changes. */
  public static final String SUBSCRIPTION = "witness-loans";

  /** The topic of mod-circulation-storage, after the tenant (contract: circulation storage 1.1). */
  static final String LOANS = "circulation.loan";

  /** The records of that topic. */
  public static final EventCatalog RECORDS =
      new EventCatalog(List.of(EventType.domainEvent("loan", LOANS, "loanDomainEvent.json")));

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  private final WitnessSettings settings;
  private final OkapiSettings okapi;
  private final LoanRecordHandler handler;
  private WitnessMeter meter = new WitnessMeter(Optional.empty());

  /** A witness that does nothing before {@link #describe}. */
  public Witness(WitnessSettings settings, OkapiSettings okapi) {
    this.settings = settings;
    this.okapi = okapi;
    this.handler = new LoanRecordHandler(settings);
  }

  /**
   * Adds tables and, unless it is disabled, the subscription and the watch of publications. The bus
   * must know {@link #RECORDS}.
   */
  public void describe(EventBusBuilder bus) {
    // The tables always exist, so that it can be enabled without the tenant API.
    bus.changelog(CHANGELOG);
    if (!settings.watches()) {
      LOG.info("{} The witness is off (WITNESS)", LogCode.WITNESS_CHOSEN);
      return;
    }
    meter = new WitnessMeter(bus.registry());
    bus.watch(new EventNotice(settings.patience()))
        .subscribe(
            new Subscription(SUBSCRIPTION, LOANS, Set.of("loan"), handler)
                .reading(TopicChoice.PER_TYPE));
    LOG.info(
        "{} The witness waits {} s for events and {}; {}",
        LogCode.WITNESS_CHOSEN,
        settings.patience().toSeconds(),
        settings.repair() ? "publishes what does not come" : "reports what does not come",
        okapi.url().isPresent()
            ? "it asks storage through Okapi"
            : "it asks nobody, because OKAPI_URL is not set");
  }

  /** Starts the detection; the routes also answer when it is disabled. */
  public List<RouteGroup> start(Vertx vertx, EventBus bus) {
    if (settings.watches()) {
      new WitnessRounds(bus, round(vertx, bus), settings.patience()).start(vertx, bus.progress());
    }
    TenantDatabase database = new TenantDatabase(bus.pool(), bus.schema());
    return List.of(
        new WitnessRoutes(
            database,
            new HistorySweep(new LoanHistory(new OkapiClient(vertx, okapi)), handler, database),
            settings));
  }

  /** Checks a tenant; for tests, which do not wait for the clock. */
  Round round(Vertx vertx, EventBus bus) {
    return new Round(
        bus.pool(), bus.schema(), bus.publisher(), settings, StorageAccess.of(vertx, okapi), meter);
  }
}
