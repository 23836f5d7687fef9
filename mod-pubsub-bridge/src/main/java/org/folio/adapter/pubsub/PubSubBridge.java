/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.folio.adapter.pubsub.audit.AuditRoutes;
import org.folio.adapter.pubsub.audit.HistorySweep;
import org.folio.adapter.pubsub.deliver.Subscribers;
import org.folio.adapter.pubsub.mode.ModPubSub;
import org.folio.adapter.pubsub.mode.ModeRoutes;
import org.folio.adapter.pubsub.mode.RegistrationMirror;
import org.folio.adapter.pubsub.mode.TakeOver;
import org.folio.adapter.pubsub.publish.PublicationRoutes;
import org.folio.adapter.pubsub.publish.Publications;
import org.folio.adapter.pubsub.publish.StreamOwners;
import org.folio.adapter.pubsub.publish.UnnotedEvents;
import org.folio.adapter.pubsub.registry.EventTypeRoutes;
import org.folio.adapter.pubsub.registry.Mirror;
import org.folio.adapter.pubsub.registry.ModuleRoutes;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.jspecify.annotations.Nullable;

/**
 * Answers the API of mod-pubsub: modules that use it register, publish and are called as before,
 * and the event bus keeps, orders and delivers their events.
 */
public final class PubSubBridge implements DeployableModule {

  /** The module's name without version. */
  public static final String MODULE = "mod-pubsub-bridge";

  private static final String CHANGELOG = "org/folio/adapter/pubsub/changelog.sql";

  private final BridgeSettings settings;

  // Set with the routes, before the first request arrives.
  private volatile @Nullable SystemUserAccount account;
  private volatile @Nullable TakeOver takeOver;
  private volatile @Nullable Subscribers subscribers;
  private volatile UnnotedEvents unnoted = new UnnotedEvents(Optional.empty());

  /** Creates the module with the given settings. */
  public PubSubBridge(BridgeSettings settings) {
    this.settings = settings;
  }

  /** Starts the module; {@code --help} prints its options. */
  public static void main(String[] arguments) {
    ModuleProcess.run(PubSubBridge::from, arguments);
  }

  /**
   * Creates the module from environment variables.
   *
   * @param environment collects invalid variables; the caller checks it before it starts the module
   */
  public static PubSubBridge from(Environment environment) {
    return new PubSubBridge(BridgeSettings.from(environment));
  }

  @Override
  public String name() {
    return MODULE;
  }

  @Override
  public String purpose() {
    return "Answers the API of mod-pubsub at /pubsub, and delivers events through the event bus.";
  }

  @Override
  public void describe(EventBusBuilder bus) {
    Set<String> published = new LinkedHashSet<>(BridgeStreams.CATALOG.streams());
    settings.owners().forEach(owner -> published.removeAll(owner.streams()));
    bus.catalog(BridgeStreams.CATALOG).publish(published).changelog(CHANGELOG);
    unnoted = new UnnotedEvents(bus.registry());
  }

  @Override
  public List<String> warnings(@Nullable TenantId tenant) {
    List<String> warnings = new ArrayList<>(unnoted.warnings(tenant));
    Subscribers known = subscribers;
    if (known != null) {
      warnings.addAll(known.warnings(tenant));
    }
    return warnings;
  }

  // Modules register when they are enabled, not when the module behind the routes changes.
  @Override
  public Future<Void> prepare(OkapiRequest request) {
    SystemUserAccount made = account;
    TakeOver known = takeOver;
    return (made == null ? Future.<Void>succeededFuture() : made.ensure(request))
        .compose(ensured -> known == null ? Future.succeededFuture() : known.begin(request));
  }

  private StreamOwners owners(Vertx vertx) {
    return new StreamOwners(vertx, settings.okapi(), StreamOwner.paths(settings.owners()));
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    if (settings.createUser()) {
      account = new SystemUserAccount(vertx, settings.okapi());
    }
    TenantDatabase database = new TenantDatabase(bus.pool(), bus.schema());
    ModPubSub modPubSub = new ModPubSub(vertx, settings.modPubSub());
    Subscribers known = new Subscribers(vertx, bus, settings.okapi());
    subscribers = known;
    Mirror mirror = new RegistrationMirror(database, modPubSub, known::changed);
    if (modPubSub.exists()) {
      takeOver = new TakeOver(database, modPubSub, settings.subscriptions(), known::changed);
    }
    HistorySweep.start(vertx, bus, settings.historyDays());
    return List.of(
        new EventTypeRoutes(database, mirror),
        new ModuleRoutes(database, mirror, settings.subscriptions()),
        new PublicationRoutes(
            vertx,
            new Publications(bus, settings.keepPayloads(), owners(vertx)),
            database,
            modPubSub,
            unnoted),
        new AuditRoutes(database),
        new ModeRoutes(database, modPubSub, settings.subscriptions(), known::changed));
  }
}
