/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.folio.adapter.audit.log.CirculationLog;
import org.folio.adapter.audit.log.LogRecordHandler;
import org.folio.adapter.audit.lookup.FactSource;
import org.folio.adapter.audit.lookup.OkapiFacts;
import org.folio.adapter.audit.search.LogRoutes;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.deliver.SystemReader;
import org.folio.eventbus.okapi.deliver.SystemTokens;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.push.Inbox;
import org.folio.eventbus.okapi.push.LogRecordRoutes;
import org.folio.eventbus.okapi.push.PushedLogRecords;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the circulation log from the log records of circulation and of fees and fines. In mode
 * forward it delivers them to a deployed mod-audit instead.
 */
public final class AuditAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-audit-adapter";

  /** Names the schemas of the module's tenants. */
  public static final ModuleSchema SCHEMA = new ModuleSchema(MODULE);

  /** The class path location of the module's Liquibase changelog. */
  public static final String CHANGELOG = "org/folio/adapter/audit/changelog.sql";

  private final AuditSettings settings;

  // Set when the bus has its pool, before the first event arrives.
  private volatile @Nullable LogRecordHandler handler;

  /** Creates the module with the given settings. */
  public AuditAdapter(AuditSettings settings) {
    this.settings = settings;
  }

  /** Starts the module; {@code --help} prints its options. */
  public static void main(String[] arguments) {
    ModuleProcess.run(AuditAdapter::from, arguments);
  }

  /**
   * Creates the module from environment variables.
   *
   * @param environment collects invalid variables; the caller checks it before it starts the module
   */
  public static AuditAdapter from(Environment environment) {
    return new AuditAdapter(AuditSettings.from(environment));
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String product() {
    return settings.mode().product(MODULE);
  }

  @Override
  public String purpose() {
    return "Keeps the circulation log and answers queries on it."
        + " With AUDIT_MODE=forward and OKAPI_URL it delivers log records to mod-audit"
        + " in place of that.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    // Both modes create the tables, so that a change of mode needs no call of the tenant API.
    bus.changelog(CqlQuery.CHANGELOG)
        .changelog(CHANGELOG)
        .changelog(PushedLogRecords.CHANGELOG)
        .catalog(AuditStreams.CATALOG);
    if (settings.mode() == AdapterMode.FORWARD) {
      AuditStreams.forwarded(bus.vertx(), settings.okapi()).forEach(bus::subscribe);
      AdapterMode.announce("Log records", "mod-audit", settings.okapi());
    } else {
      AuditStreams.own(this::keep).forEach(bus::subscribe);
    }
  }

  private Future<Void> keep(Event event) {
    LogRecordHandler made = handler;
    return made == null
        ? Future.failedFuture(new IllegalStateException("The module is not built yet"))
        : made.handle(event);
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    if (settings.mode() == AdapterMode.FORWARD) {
      // In mode forward, mod-audit serves its own routes.
      return List.of();
    }
    CirculationLog log = new CirculationLog(bus.pool(), bus.schema());
    LogRecordHandler made = new LogRecordHandler(facts(vertx), log);
    handler = made;
    TenantDatabase database = new TenantDatabase(bus.pool(), bus.schema());
    Inbox inbox = new Inbox(bus.pool(), bus.schema(), new PushedLogRecords(made));
    inbox.start(vertx, bus.progress());
    return List.of(
        new LogRoutes(database),
        new LogRecordRoutes(AuditStreams.HANDLER, inbox, PushedBody::check),
        new CleanupRoutes(database, log, settings.retentionDays(), Clock.systemUTC()));
  }

  private FactSource facts(Vertx vertx) {
    return settings.okapi().url().isEmpty()
        ? FactSource.NOBODY
        : new OkapiFacts(
            new SystemReader(vertx, settings.okapi(), new SystemTokens(vertx, settings.okapi())));
  }
}
