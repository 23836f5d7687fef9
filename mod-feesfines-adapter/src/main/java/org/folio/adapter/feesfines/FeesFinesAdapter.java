/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines;

import io.vertx.core.Vertx;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.importing.ImportRoutes;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.publish.PublishRoutes;
import org.folio.eventbus.okapi.quota.QuotaSettings;
import org.folio.eventbus.okapi.quota.TenantQuotas;

/** Receives events of fees and fines over HTTP and publishes them through the outbox. */
public final class FeesFinesAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-feesfines-adapter";

  private static final String PATH = "/fees-fines-events";

  private final TenantQuotas quotas;

  /** Creates the module without quotas. */
  public FeesFinesAdapter() {
    this(QuotaSettings.NONE);
  }

  /** Creates the module with its own quotas. */
  public FeesFinesAdapter(QuotaSettings quotas) {
    this.quotas = new TenantQuotas(quotas);
  }

  /** Starts the module; {@code --help} prints its options. */
  public static void main(String[] arguments) {
    ModuleProcess.run(FeesFinesAdapter::from, arguments);
  }

  /**
   * Creates the module from environment variables.
   *
   * @param environment collects invalid variables; the caller checks it before it starts the module
   */
  public static FeesFinesAdapter from(Environment environment) {
    return new FeesFinesAdapter(QuotaSettings.from(environment));
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String purpose() {
    return "Takes events of fees and fines at POST " + PATH + " and publishes them.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    EventCatalog published = EventCatalog.feesFines().and(EventCatalog.feesFinesLog());
    bus.catalog(published).publish(published.streams()).changelog(ImportRoutes.CHANGELOG);
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    return List.of(
        new PublishRoutes(bus, quotas, PATH), new ImportRoutes(vertx, bus, quotas, PATH));
  }
}
