/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.adapter.patronblocks.push.Inbox;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.okapi.DeployableModule;
import org.folio.eventbus.okapi.ModuleProcess;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.RouteGroup;

/**
 * Keeps each patron's open loans and fees from events, and blocks patrons who have reached a limit.
 */
public final class PatronBlocksAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-patron-blocks-adapter";

  /** How the schemas of its tenants are named. */
  public static final ModuleSchema SCHEMA = new ModuleSchema(MODULE);

  /** Its tables, on the class path. */
  public static final String CHANGELOG = "org/folio/adapter/patronblocks/changelog.sql";

  /** Starts the module; {@code --help} tells how. */
  public static void main(String[] arguments) {
    ModuleProcess.run(new PatronBlocksAdapter(), arguments);
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String purpose() {
    return "Keeps the open loans and fees of each patron and tells which actions are blocked.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    bus.changelog(CHANGELOG)
        .catalog(PatronStreams.CATALOG)
        .subscribe(
            new Subscription(
                PatronStreams.LOANS,
                EventCatalog.LOAN_EVENTS,
                EventCatalog.circulation().typeNames(),
                new PatronLoanProjection()))
        .subscribe(
            new Subscription(
                PatronStreams.FEES_FINES,
                EventCatalog.ACCOUNT_EVENTS,
                PatronStreams.ACCOUNT_EVENT_TYPES,
                new FeeFineProjection()));
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    Inbox inbox = new Inbox(bus.pool(), bus.schema());
    new Upkeep(bus.pool(), bus.schema(), inbox).start(vertx);
    return List.of(
        new PatronBlocksRoutes(
            bus.pool(),
            bus.schema(),
            new OkapiClient(vertx),
            Clock.systemUTC(),
            inbox,
            bus::subscriptions));
  }
}
