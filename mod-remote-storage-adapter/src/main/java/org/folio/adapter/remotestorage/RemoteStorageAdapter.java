/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import org.folio.adapter.remotestorage.accession.ItemRecordHandler;
import org.folio.adapter.remotestorage.forward.ForwardedLogRecords;
import org.folio.adapter.remotestorage.lookup.OkapiRecords;
import org.folio.adapter.remotestorage.place.ConfigurationRoutes;
import org.folio.adapter.remotestorage.place.MappingRoutes;
import org.folio.adapter.remotestorage.place.RemotePlaces;
import org.folio.adapter.remotestorage.queue.QueueRoutes;
import org.folio.adapter.remotestorage.queue.StorageQueue;
import org.folio.adapter.remotestorage.retrieval.LogRecordHandler;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
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
 * Keeps the queues of remote storages from log records and from the item records of inventory
 * storage. In mode forward it delivers log records to a deployed mod-remote-storage instead.
 */
public final class RemoteStorageAdapter implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-remote-storage-adapter";

  /** Names the schemas of the module's tenants. */
  public static final ModuleSchema SCHEMA = new ModuleSchema(MODULE);

  /** The class path location of the module's Liquibase changelog. */
  public static final String CHANGELOG = "org/folio/adapter/remotestorage/changelog.sql";

  /** The catalog of the records that the module reads. */
  public static final EventCatalog RECORDS = RemoteStorageStreams.CATALOG;

  private final RemoteStorageSettings settings;

  // Set when the bus has its pool, before the first event arrives.
  private volatile @Nullable Handlers handlers;

  private record Handlers(ExternalHandler logRecords, ExternalHandler items) {}

  /** Creates the module with the given settings. */
  public RemoteStorageAdapter(RemoteStorageSettings settings) {
    this.settings = settings;
  }

  /** Starts the module; {@code --help} prints its options. */
  public static void main(String[] arguments) {
    ModuleProcess.run(RemoteStorageAdapter::from, arguments);
  }

  /**
   * Creates the module from environment variables.
   *
   * @param environment collects invalid variables; the caller checks it before it starts the module
   */
  public static RemoteStorageAdapter from(Environment environment) {
    return new RemoteStorageAdapter(RemoteStorageSettings.from(environment));
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
    return "Keeps the queues of items that remote storages send out or take in."
        + " With REMOTE_STORAGE_MODE=forward it delivers log records to mod-remote-storage"
        + " in place of that.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    // Both modes create the tables, so that a change of mode needs no call of the tenant API.
    bus.changelog(CqlQuery.CHANGELOG)
        .changelog(CHANGELOG)
        .changelog(PushedLogRecords.CHANGELOG)
        .catalog(RemoteStorageStreams.CATALOG);
    if (settings.mode() == AdapterMode.FORWARD) {
      bus.subscribe(
          RemoteStorageStreams.forwarded(
              new ForwardedLogRecords(
                  bus.vertx(), settings.okapi(), RemoteStorageStreams.HANDLER)));
      AdapterMode.announce("Log records", "mod-remote-storage", settings.okapi());
    } else {
      RemoteStorageStreams.own(
              event -> made(event, Handlers::logRecords), event -> made(event, Handlers::items))
          .forEach(bus::subscribe);
    }
  }

  private Future<Void> made(Event event, Function<Handlers, ExternalHandler> which) {
    Handlers made = handlers;
    return made == null
        ? Future.failedFuture(new IllegalStateException("The module is not built yet"))
        : which.apply(made).handle(event);
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    if (settings.mode() == AdapterMode.FORWARD) {
      // In mode forward, mod-remote-storage serves its own routes.
      return List.of();
    }
    RemotePlaces places = new RemotePlaces(bus.pool(), bus.schema());
    OkapiRecords okapi =
        new OkapiRecords(
            new SystemReader(vertx, settings.okapi(), new SystemTokens(vertx, settings.okapi())));
    Handlers made =
        new Handlers(
            new LogRecordHandler(places, okapi, bus.pool(), bus.schema()),
            new ItemRecordHandler(places, okapi, bus.pool(), bus.schema()));
    handlers = made;
    TenantDatabase database = new TenantDatabase(bus.pool(), bus.schema());
    Inbox inbox = new Inbox(bus.pool(), bus.schema(), new PushedLogRecords(made.logRecords()));
    inbox.start(vertx, bus.progress());
    return List.of(
        new ConfigurationRoutes(database),
        new MappingRoutes(database),
        new QueueRoutes(database, StorageQueue.RETRIEVALS),
        new QueueRoutes(database, StorageQueue.ACCESSIONS),
        new LogRecordRoutes(RemoteStorageStreams.HANDLER, inbox, PushedBody::isWanted),
        new CleanupRoutes(database));
  }
}
