/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import io.vertx.core.Vertx;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.okapi.DeployableModule;
import org.folio.eventbus.okapi.ModuleProcess;
import org.folio.eventbus.okapi.RouteGroup;

/** Takes circulation events over HTTP and publishes them through the outbox. */
public final class CirculationAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-circulation-adapter";

  /** Starts the module; {@code --help} tells how. */
  public static void main(String[] arguments) {
    ModuleProcess.run(new CirculationAdapter(), arguments);
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String purpose() {
    return "Takes circulation events at POST /circulation-events and publishes them.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    bus.publish(EventCatalog.circulation().streams());
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    return List.of(new CirculationEventRoutes(bus));
  }
}
