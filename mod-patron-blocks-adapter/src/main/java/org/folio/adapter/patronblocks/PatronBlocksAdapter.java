/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.forward.ForwardedStreams;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.adapter.patronblocks.push.PushedEvents;
import org.folio.adapter.patronblocks.reconcile.job.Synchronization;
import org.folio.adapter.patronblocks.reconcile.job.SynchronizationRoutes;
import org.folio.adapter.patronblocks.retention.Retention;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.push.Inbox;

/**
 * Keeps each patron's open loans and fees from events, and blocks patrons who have reached a limit;
 * or delivers the events to a deployed mod-patron-blocks that does.
 */
public final class PatronBlocksAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-patron-blocks-adapter";

  /** The names of its tenants' schemas. */
  public static final ModuleSchema SCHEMA = new ModuleSchema(MODULE);

  /** Its tables, on the class path. */
  public static final String CHANGELOG = "org/folio/adapter/patronblocks/changelog.sql";

  /** The variable of the mode. */
  public static final String MODE_VARIABLE = "PATRON_BLOCKS_MODE";

  private final AdapterMode mode;
  private final OkapiSettings okapi;

  /** The module in mode {@link AdapterMode#OWN}. */
  public PatronBlocksAdapter() {
    this(AdapterMode.OWN, OkapiSettings.NONE);
  }

  /**
   * The module in a mode.
   *
   * @param okapi must have an address for {@link AdapterMode#FORWARD}
   */
  public PatronBlocksAdapter(AdapterMode mode, OkapiSettings okapi) {
    this.mode = mode;
    this.okapi = okapi;
  }

  /** Starts the module; {@code --help} prints its configuration. */
  public static void main(String[] arguments) {
    ModuleProcess.run(PatronBlocksAdapter::from, arguments);
  }

  /**
   * The module as its variables configure it.
   *
   * @param environment collects errors of the variables; the caller checks it before it starts the
   *     module
   */
  public static PatronBlocksAdapter from(Environment environment) {
    OkapiSettings okapi = OkapiSettings.from(environment);
    return new PatronBlocksAdapter(AdapterMode.from(environment, MODE_VARIABLE, okapi), okapi);
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String product() {
    return mode.product(MODULE);
  }

  @Override
  public String purpose() {
    return "Keeps the open loans and fees of each patron and tells which actions are blocked."
        + " With PATRON_BLOCKS_MODE=forward and OKAPI_URL it delivers events to mod-patron-blocks"
        + " in place of that.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    // The tables exist in both modes, so that the mode can be changed without the tenant API.
    bus.changelog(CqlQuery.CHANGELOG).changelog(CHANGELOG).catalog(PatronStreams.CATALOG);
    if (mode == AdapterMode.FORWARD) {
      ForwardedStreams.subscriptions(bus.vertx(), okapi).forEach(bus::subscribe);
      AdapterMode.announce("Events", "mod-patron-blocks", okapi);
    } else {
      summaries(bus);
    }
  }

  private static void summaries(EventBusBuilder bus) {
    bus.subscribe(
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
    if (mode == AdapterMode.FORWARD) {
      // mod-patron-blocks answers for itself; a synchronization finds what it lacks.
      return List.of(
          SynchronizationRoutes.ofDeployed(
              Synchronization.ofDeployed(
                  new TenantDatabase(bus.pool(), bus.schema()),
                  bus.admin().keys(),
                  new OkapiClient(vertx, okapi),
                  () -> PatronBlocksRoutes.lag(bus.admin().subscriptions(null)),
                  vertx,
                  ForwardedStreams.delivery(vertx, okapi))));
    }
    Inbox inbox = new Inbox(bus.pool(), bus.schema(), new PushedEvents());
    inbox.start(vertx, bus.progress());
    new Retention(bus.pool(), bus.schema()).start(vertx, bus.progress(), inbox::tenants);
    return List.of(
        new PatronBlocksRoutes(
            new TenantDatabase(bus.pool(), bus.schema()),
            bus.admin(),
            new OkapiClient(vertx, okapi),
            Clock.systemUTC(),
            inbox));
  }
}
