/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.Tenants;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.base.progress.EventLoopBeat;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.Notifications;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.entitlement.EntitlementLoop;
import org.folio.eventbus.gap.Republishing;
import org.folio.eventbus.metrics.BusMeters;
import org.folio.eventbus.operate.Rounds;
import org.folio.eventbus.outbox.OutboxPublisher;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.Publishing;
import org.folio.eventbus.relay.Relay;
import org.folio.eventbus.republish.JournalReplay;
import org.folio.eventbus.shadow.ShadowReplay;
import org.folio.eventbus.store.CursorTable;
import org.folio.eventbus.store.ReceiptTable;
import org.folio.eventbus.subscription.SubscriptionRunner;
import org.folio.eventbus.tenant.TenantRegistry;
import org.folio.eventbus.topic.BrokerWatch;
import org.folio.eventbus.topic.EventTopics;
import org.folio.eventbus.topic.GroupReaders;
import org.folio.eventbus.topic.PartitionEnds;
import org.folio.eventbus.topic.TenantTopics;
import org.folio.eventbus.trace.BusTracing;

/** A bus and all its parts; the only class that connects them. */
public final class AssembledBus implements EventBus {

  private final ModuleSchema module;
  private final ModuleDatabase database;
  private final TenantTopics tenantTopics;
  private final BrokerWatch brokers;
  private final Notifications notifications;
  private final TenantRegistry registry;
  private final Tenants tenants;
  private final Optional<EntitlementLoop> entitlements;
  private final Optional<Relay> relay;
  private final Republishing republishing;
  private final AssembledAdmin admin;
  private final Rounds rounds;
  private final RunningSubscriptions<SubscriptionRunner> subscriptions;
  private final EventCatalog catalog;
  private final EventPublisher publisher;
  private final Publishing sharing;
  private final HealthCheck health;
  private final BusMeters meters;
  private final ProgressWatch watch = new ProgressWatch();
  private final Mover beat;
  private final Runnable stopBeating;
  private final Context context;
  private Set<TenantId> active = Set.of();
  private Future<Void> changing = Future.succeededFuture();

  /** Connects the parts; connects to no server before {@link #start}. */
  public AssembledBus(BusPlan plan) {
    Vertx vertx = plan.vertx();
    EventBusSettings settings = plan.settings();
    BusPlan.Identity identity = plan.identity();
    Set<String> published = plan.content().published();
    module = identity.module();
    meters = new BusMeters(plan.telemetry().metrics(), plan.telemetry().interval());
    context = eventLoop(vertx);
    brokers = new BrokerWatch(vertx, context, settings.kafka());
    database =
        ModuleDatabase.open(
            vertx,
            settings,
            module.module(),
            Map.of(
                OutboxTable.JOURNAL, OutboxTable.LONE_KEYS,
                ReceiptTable.NAME, CursorTable.LONE_KEYS));
    BusContext parts = parts(plan);
    tenantTopics = new TenantTopics(vertx, settings, parts.topics(), published);
    notifications = new Notifications(vertx, context, database.options(), watch);
    SchemaMigration migration =
        new SchemaMigration(settings.database(), plan.content().migrations());
    registry =
        new TenantRegistry(
            vertx,
            context,
            database,
            module,
            identity.descriptor(settings.platform()),
            migration,
            this::tenantsChanged);
    entitlements =
        settings.platform() == EventBusSettings.Platform.EUREKA
            ? Optional.of(new EntitlementLoop(settings, module, registry::entitled, watch))
            : Optional.empty();
    BusTracing tracing = new BusTracing(plan.telemetry().tracing(), parts.topics());
    catalog = parts.catalog();
    OutboxPublisher outbox = outbox(plan);
    UnaryOperator<Publishing> watched =
        publishing -> tracing.publishing(meters.publishing(publishing), catalog);
    publisher =
        (tx, tenant, events) ->
            watched.apply((of, some) -> outbox.publish(tx, of, some)).publish(tenant, events);
    sharing = watched.apply(outbox.sharing(vertx, database.pool()));
    relay =
        published.isEmpty()
            ? Optional.empty()
            : Optional.of(new Relay(context, parts, identity.source(), meters.relay()));
    MachineTimeline timeline = new MachineTimeline(context);
    beat = EventLoopBeat.mover(watch, module.module());
    stopBeating = EventLoopBeat.start(timeline, beat);
    republishing =
        new Republishing(vertx, timeline, parts, identity.source(), published, meters.relay());
    ShadowReplay shadow = new ShadowReplay(eventLoop(vertx), parts, migration);
    subscriptions =
        new RunningSubscriptions<>(
            plan.content().subscriptions(), one -> runner(plan, parts, tracing, one));
    tenants = new TenantAdministration(registry, tenantTopics, shadow, published, subscriptions);
    JournalReplay journal = new JournalReplay(database.pool(), module, republishing.republisher());
    admin =
        new AssembledAdmin(
            database.pool(),
            plan,
            tenantTopics,
            subscriptions,
            journal,
            shadow,
            this::worksFor,
            watch);
    rounds =
        Rounds.of(
            timeline,
            parts,
            admin.canaries(),
            meters.canaries(),
            tenant -> admin.subscriptions(tenant));
    meters.look(timeline, watch, database.sweeps(), module, !published.isEmpty());
    health =
        new HealthCheck(
            context,
            settings.database(),
            registry,
            brokers,
            watch,
            relay,
            () -> admin.subscriptions(null));
  }

  private BusContext parts(BusPlan plan) {
    EventBusSettings settings = plan.settings();
    EventCatalog catalog = plan.content().catalog();
    return new BusContext(
        module,
        settings,
        catalog,
        new EventTopics(settings, catalog),
        database,
        watch,
        settings.instance().orElse(module.module() + "-" + UUID.randomUUID()));
  }

  private OutboxPublisher outbox(BusPlan plan) {
    return new OutboxPublisher(
        module,
        plan.content().publishable(),
        plan.settings().kafka().maxRequestSize(),
        Clock.systemUTC(),
        plan.content().watch());
  }

  private SubscriptionRunner runner(
      BusPlan plan, BusContext parts, BusTracing tracing, Subscription subscription) {
    return new SubscriptionRunner(
        SubscriptionContext.of(
            parts,
            tracing.subscription(subscription, plan.settings(), module),
            eventLoop(plan.vertx())),
        new GroupReaders(context, brokers),
        new PartitionEnds(context, brokers),
        republishing.control(),
        meters.subscription(subscription));
  }

  @Override
  public Future<Void> start() {
    watch.start();
    registry.start(notifications);
    entitlements.ifPresent(EntitlementLoop::start);
    relay.ifPresent(started -> started.start(notifications));
    brokers.start();
    return subscriptions.start().onSuccess(started -> notifications.start());
  }

  @Override
  public Future<Void> subscribe(Subscription subscription, Set<TenantId> readFor) {
    subscription.requireKnownTo(catalog);
    return onContext(() -> subscriptions.add(subscription, readFor));
  }

  @Override
  public Future<Void> unsubscribe(String name) {
    return onContext(() -> subscriptions.remove(name));
  }

  // One change after another, each whole.
  private Future<Void> onContext(Supplier<Future<Void>> change) {
    return Future.future(
        promise ->
            context.runOnContext(
                on -> {
                  changing = changing.transform(before -> change.get());
                  changing.onComplete(promise);
                }));
  }

  @Override
  public Future<List<PublishedEvent>> publish(TenantId tenant, List<EventDraft> events) {
    return sharing.publish(tenant, events);
  }

  @Override
  public EventPublisher publisher() {
    return publisher;
  }

  @Override
  public Tenants tenants() {
    return tenants;
  }

  @Override
  public Future<BusHealth> health() {
    return health.run();
  }

  // Before the tenants have been read, it is unknown whether one is among them.
  private Future<Boolean> worksFor(TenantId tenant) {
    return Future.future(
        promise ->
            context.runOnContext(
                on -> promise.complete(registry.failure() != null || active.contains(tenant))));
  }

  @Override
  public EventBusAdmin admin() {
    return admin;
  }

  @Override
  public Pool pool() {
    return database.pool();
  }

  @Override
  public ModuleSchema schema() {
    return module;
  }

  @Override
  public ProgressWatch progress() {
    return watch;
  }

  /**
   * A subscription of the bus.
   *
   * @return fails with {@link IllegalArgumentException} if there is none of that name
   */
  public Future<SubscriptionRunner> subscription(String name) {
    return admin.runner(name);
  }

  @Override
  public Future<Void> close() {
    registry.close();
    watch.close();
    context.runOnContext(
        closing -> {
          rounds.close();
          stopBeating.run();
          beat.close();
        });
    tenantTopics.close();
    return subscriptions
        .close()
        .eventually(() -> entitlements.map(EntitlementLoop::close).orElse(Future.succeededFuture()))
        .eventually(() -> relay.map(Relay::close).orElse(Future.succeededFuture()))
        .eventually(meters::close)
        .eventually(republishing::close)
        .eventually(notifications::close)
        .eventually(brokers::close)
        .eventually(database::close)
        .mapEmpty();
  }

  private Future<Void> tenantsChanged(Set<TenantId> enabled) {
    List<Future<Void>> changes = new ArrayList<>();
    relay.ifPresent(
        running -> {
          active.stream()
              .filter(tenant -> !enabled.contains(tenant))
              .forEach(tenant -> changes.add(running.remove(tenant)));
          enabled.forEach(tenant -> changes.add(running.add(tenant)));
          republishing.tenants(enabled);
        });
    enabled.stream().filter(tenant -> !active.contains(tenant)).forEach(tenantTopics::makeUp);
    active = enabled;
    meters.tenants(enabled);
    rounds.tenants(enabled);
    changes.add(subscriptions.read(enabled));
    return Future.join(changes).mapEmpty();
  }

  private static Context eventLoop(Vertx vertx) {
    return ((VertxInternal) vertx).createEventLoopContext();
  }
}
