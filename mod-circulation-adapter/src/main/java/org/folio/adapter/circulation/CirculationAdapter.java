/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.folio.adapter.circulation.witness.Witness;
import org.folio.adapter.circulation.witness.WitnessSettings;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.importing.ImportRoutes;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.publish.PublishRoutes;
import org.folio.eventbus.okapi.quota.QuotaSettings;
import org.folio.eventbus.okapi.quota.TenantQuotas;
import org.slf4j.LoggerFactory;

/**
 * Receives circulation events over HTTP and publishes them through the outbox; with Okapi's address
 * it also delivers events of fees and fines to mod-circulation.
 */
public final class CirculationAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-circulation-adapter";

  private static final String PATH = "/circulation-events";

  private final OkapiSettings okapi;
  private final TenantQuotas quotas;
  private final Witness witness;

  /** The module without deliveries to mod-circulation, without quotas and without the witness. */
  public CirculationAdapter() {
    this(OkapiSettings.NONE);
  }

  /**
   * The module without quotas and without the witness; it delivers to mod-circulation if Okapi's
   * address is set.
   */
  public CirculationAdapter(OkapiSettings okapi) {
    this(okapi, QuotaSettings.NONE, WitnessSettings.NONE);
  }

  /** The module; it delivers to mod-circulation if Okapi's address is set. */
  public CirculationAdapter(OkapiSettings okapi, QuotaSettings quotas, WitnessSettings witness) {
    this.okapi = okapi;
    this.quotas = new TenantQuotas(quotas);
    this.witness = new Witness(witness, okapi);
  }

  /** Starts the module; {@code --help} prints its configuration. */
  public static void main(String[] arguments) {
    ModuleProcess.run(CirculationAdapter::from, arguments);
  }

  /**
   * The module as its variables configure it.
   *
   * @param environment collects errors of the variables; the caller checks it before it starts the
   *     module
   */
  public static CirculationAdapter from(Environment environment) {
    return new CirculationAdapter(
        OkapiSettings.from(environment),
        QuotaSettings.from(environment),
        WitnessSettings.from(environment));
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String purpose() {
    return "Takes circulation events at POST /circulation-events and publishes them."
        + " With OKAPI_URL it also delivers events of fees and fines to mod-circulation.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    EventCatalog published = EventCatalog.circulation().and(EventCatalog.circulationLog());
    EventCatalog known = published.and(Witness.RECORDS);
    bus.catalog(known).publish(published.streams()).changelog(ImportRoutes.CHANGELOG);
    witness.describe(bus);
    if (okapi.url().isEmpty()) {
      LoggerFactory.getLogger(CirculationAdapter.class)
          .info(
              "{} Events of fees and fines are not delivered to mod-circulation; set {} to deliver them",
              LogCode.DELIVERY_CHOSEN,
              OkapiSettings.URL);
      return;
    }
    bus.catalog(known.and(EventCatalog.feesFines()))
        .subscribe(FeeFineDelivery.subscription(bus.vertx(), okapi));
    AdapterMode.announce("Events of fees and fines", "mod-circulation", okapi);
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    List<RouteGroup> routes = new ArrayList<>(witness.start(vertx, bus));
    routes.add(new PublishRoutes(bus, quotas, PATH));
    routes.add(new ImportRoutes(vertx, bus, quotas, PATH));
    return routes;
  }
}
