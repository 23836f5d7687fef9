/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.folio.eventbus.base.progress.EventLoopBeat;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.consume.ReceiptTable;
import org.folio.eventbus.consume.Replayed;
import org.folio.eventbus.consume.SubscriptionRunner;
import org.folio.eventbus.consume.SubscriptionStatus;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.Notifications;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.diagnosis.Diagnosis;
import org.folio.eventbus.gap.Awaited;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.gap.OpenGap;
import org.folio.eventbus.gap.Republishing;
import org.folio.eventbus.metrics.BusMeters;
import org.folio.eventbus.operate.Operators;
import org.folio.eventbus.operate.Rounds;
import org.folio.eventbus.outbox.OutboxBacklog;
import org.folio.eventbus.outbox.OutboxPublisher;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.park.Justification;
import org.folio.eventbus.park.ParkedKey;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.park.ReleaseResult;
import org.folio.eventbus.relay.Relay;
import org.folio.eventbus.replay.JournalReplay;
import org.folio.eventbus.shadow.ShadowReplay;
import org.folio.eventbus.tenant.Tenants;
import org.folio.eventbus.topic.BrokerWatch;
import org.folio.eventbus.topic.EventTopics;
import org.folio.eventbus.topic.GroupReaders;
import org.folio.eventbus.topic.PartitionEnds;
import org.folio.eventbus.topic.TenantTopics;
import org.folio.eventbus.topic.TopicState;
import org.folio.eventbus.trace.BusTracing;
import org.jspecify.annotations.Nullable;

/**
 * The event bus of one process of one module: publishes through the outbox, relays to Kafka, and
 * runs the module's subscriptions, for every tenant that has the module enabled.
 *
 * <p>Usable from any thread. Futures complete on the context of their caller.
 */
public final class EventBus {

  /** The most parked keys that {@link #parked} lists. */
  public static final int MOST_PARKED_KEYS = 1_000;

  /** The most gaps that {@link #gaps} lists. */
  public static final int MOST_GAPS = 1_000;

  private final EventBusSettings settings;
  private final ModuleSchema module;
  private final Set<String> published;
  private final ModuleDatabase database;
  private final EventTopics topics;
  private final TenantTopics tenantTopics;
  private final BrokerWatch brokers;
  private final Notifications notifications;
  private final Tenants tenants;
  private final Optional<Relay> relay;
  private final Republishing republishing;
  private final JournalReplay replay;
  private final ShadowReplay shadow;
  private final Diagnosis diagnosis;
  private final Operators operators;
  private final Rounds rounds;
  private final Map<String, SubscriptionRunner> subscriptions = new LinkedHashMap<>();
  private final EventPublisher publisher;
  private final HealthCheck health;
  private final BusMeters meters;
  private final ProgressWatch watch = new ProgressWatch();
  private final Mover beat;
  private final Runnable stopBeating;
  private final Context context;
  private Set<TenantId> active = Set.of();

  EventBus(EventBusBuilder builder) {
    meters = new BusMeters(builder.metrics, builder.metricsInterval);
    settings = builder.settings;
    module = builder.module;
    EventCatalog catalog = builder.catalog;
    published = Set.copyOf(builder.published);
    topics = new EventTopics(settings, catalog);
    tenantTopics = new TenantTopics(builder.vertx, settings, topics, published);
    context = eventLoop(builder.vertx);
    brokers = new BrokerWatch(builder.vertx, context, settings.kafka());
    database = ModuleDatabase.open(builder.vertx, settings, module.module());
    notifications = new Notifications(builder.vertx, context, database.options(), watch);
    SchemaMigration migration = new SchemaMigration(settings.database(), builder.changelogs());
    tenants =
        new Tenants(
            builder.vertx,
            context,
            database,
            module,
            builder.product,
            migration,
            this::tenantsChanged);
    BusTracing tracing = new BusTracing(builder.tracing, topics);
    // What a module only reads is not its to publish.
    EventCatalog publishable = published.isEmpty() ? catalog : catalog.of(published);
    OutboxPublisher outbox =
        new OutboxPublisher(
            module,
            publishable,
            settings.kafka().maxRequestSize(),
            Clock.systemUTC(),
            builder.watch);
    publisher = tracing.publisher(meters.publisher(outbox), catalog);
    relay =
        published.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Relay(
                    context,
                    database,
                    module,
                    settings,
                    catalog,
                    builder.source,
                    meters.relay(),
                    watch));
    MachineTimeline timeline = new MachineTimeline(context);
    beat = EventLoopBeat.mover(watch, module.module());
    stopBeating = EventLoopBeat.start(timeline, beat);
    republishing =
        new Republishing(
            builder.vertx,
            timeline,
            watch,
            database,
            module,
            settings,
            topics,
            catalog,
            builder.source,
            published,
            meters.relay());
    replay = new JournalReplay(database.pool(), module, republishing.republisher());
    shadow =
        new ShadowReplay(eventLoop(builder.vertx), database, settings, catalog, module, migration);
    String instance = settings.instance().orElse(module.module() + "-" + UUID.randomUUID());
    for (Subscription subscription : builder.subscriptions) {
      subscriptions.put(
          subscription.name(),
          new SubscriptionRunner(
              eventLoop(builder.vertx),
              database,
              settings,
              catalog,
              module,
              tracing.subscription(subscription, settings, module),
              new GroupReaders(context, brokers),
              new PartitionEnds(context, brokers),
              republishing.control(),
              instance,
              meters.subscription(subscription),
              watch));
    }
    diagnosis =
        new Diagnosis(
            database.pool(),
            module,
            published,
            builder.subscriptions,
            this::awaited,
            settings.retentionDays());
    operators =
        Operators.of(
            database.pool(),
            module,
            settings,
            published,
            builder.subscriptions,
            this::runner,
            replay,
            shadow);
    rounds =
        Rounds.of(
            timeline,
            watch,
            database.pool(),
            module,
            settings,
            operators.canaries(),
            meters.canaries());
    meters.look(timeline, watch, database.sweeps(), module, !published.isEmpty());
    health =
        new HealthCheck(
            context, settings.database(), tenants, brokers, watch, relay, this::subscriptions);
  }

  /**
   * Begins to describe a bus.
   *
   * @param module the module's name without version, for example {@code mod-circulation-adapter}
   */
  public static EventBusBuilder builder(Vertx vertx, EventBusSettings settings, String module) {
    return new EventBusBuilder(vertx, settings, new ModuleSchema(module));
  }

  /** Begins to relay and to consume for all enabled tenants. Never fails for an absent server. */
  public Future<Void> start() {
    watch.start();
    tenants.start(notifications);
    relay.ifPresent(started -> started.start(notifications));
    brokers.start();
    return Future.join(subscriptions.values().stream().map(SubscriptionRunner::start).toList())
        .onSuccess(started -> notifications.start())
        .mapEmpty();
  }

  /** Publishes within the caller's transaction. */
  public EventPublisher publisher() {
    return publisher;
  }

  /** The pool of connections to the module's database. */
  public Pool pool() {
    return database.pool();
  }

  /** The names of the module's schemas. */
  public ModuleSchema schema() {
    return module;
  }

  /**
   * Makes the tenant's topics and schema, and begins to work for it, in all instances of the
   * module. Repeatable; also brings the schema of an older version to this one.
   *
   * @return fails with a sentence if Kafka or PostgreSQL refuse or are away
   */
  public Future<Void> enableTenant(TenantId tenant) {
    return enableTenant(tenant, step -> {});
  }

  /** Enables likewise; {@code progress} is told a sentence after each step, on any thread. */
  public Future<Void> enableTenant(TenantId tenant, Consumer<String> progress) {
    Set<String> read = new LinkedHashSet<>();
    subscriptions.values().forEach(runner -> read.addAll(runner.topics(tenant)));
    return tenantTopics
        .create(tenant, read)
        .onSuccess(created -> progress.accept("Topics are there"))
        .compose(created -> tenants.enable(tenant, daily()))
        .onSuccess(enabled -> progress.accept("Tables are of this version, the tenant is enabled"));
  }

  // The first event need not wait for them.
  private Set<String> daily() {
    Set<String> tables = new LinkedHashSet<>();
    if (!published.isEmpty()) {
      tables.add(OutboxTable.JOURNAL);
    }
    if (!subscriptions.isEmpty()) {
      tables.add(ReceiptTable.NAME);
    }
    return tables;
  }

  /** Stops working for the tenant; nothing is removed, and a later enabling goes on from here. */
  public Future<Void> disableTenant(TenantId tenant) {
    return tenants.disable(tenant);
  }

  /**
   * Disables the tenant and removes its data: the schema, and the topics of the streams that this
   * module publishes, because numbers begin anew when the tenant is enabled again. A topic that
   * tenants share stays.
   *
   * @return fails, and removes nothing, while another product of the module works for the tenant
   */
  public Future<Void> purgeTenant(TenantId tenant) {
    return tenants
        .requireOwn(tenant)
        .compose(own -> tenants.disable(tenant))
        .compose(disabled -> tenantTopics.delete(tenant))
        .compose(deleted -> shadow.remove(tenant))
        .compose(removed -> tenants.purge(tenant));
  }

  /** Names of the module's subscriptions. */
  public Set<String> subscriptionNames() {
    return Collections.unmodifiableSet(subscriptions.keySet());
  }

  /** What each subscription of this process is doing. */
  public Future<List<SubscriptionStatus>> subscriptions() {
    return subscriptions(null);
  }

  /** As {@link #subscriptions()}, of one tenant unless null. */
  public Future<List<SubscriptionStatus>> subscriptions(@Nullable TenantId tenant) {
    List<Future<SubscriptionStatus>> statuses =
        subscriptions.values().stream().map(runner -> runner.status(tenant)).toList();
    return Future.join(statuses)
        .map(done -> statuses.stream().map(Future::result).toList())
        .compose(told -> tenant == null ? Future.succeededFuture(told) : workingFor(tenant, told));
  }

  // Nothing lags where nothing is read, and that is not well.
  private Future<List<SubscriptionStatus>> workingFor(
      TenantId tenant, List<SubscriptionStatus> statuses) {
    return Future.future(
        promise ->
            context.runOnContext(
                on ->
                    promise.complete(
                        tenants.failure() != null || active.contains(tenant)
                            ? statuses
                            : statuses.stream()
                                .map(
                                    one ->
                                        one.with(
                                            "Subscription %s reads nothing of tenant %s, which has not enabled the module"
                                                .formatted(one.name(), tenant)))
                                .toList())));
  }

  /** How the tenant's topics are that this module needs; fails if brokers do not answer. */
  public Future<List<TopicState>> topics(TenantId tenant) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    subscriptions.forEach((name, runner) -> read.put(name, runner.topics(tenant)));
    return tenantTopics.states(tenant, read);
  }

  /** What waits in the tenant's outbox. */
  public Future<OutboxBacklog> outbox(TenantId tenant) {
    return OutboxTable.backlog(database.pool(), module.of(tenant));
  }

  /** The tenant's parked keys, oldest first, at most {@link #MOST_PARKED_KEYS}. */
  public Future<List<ParkedKey>> parked(TenantId tenant) {
    return ParkedTable.list(database.pool(), module.of(tenant), MOST_PARKED_KEYS);
  }

  /** What the tenant's subscriptions miss, oldest first, at most {@link #MOST_GAPS}. */
  public Future<List<OpenGap>> gaps(TenantId tenant) {
    return GapTable.list(database.pool(), module.of(tenant), MOST_GAPS);
  }

  /**
   * What the tenant's events wait for that is not reported as missing yet: those that this process
   * has in memory, and those that wait among the parked ones.
   */
  public Future<List<Awaited>> awaited(TenantId tenant) {
    List<Future<List<Awaited>>> each =
        subscriptions.values().stream().map(runner -> runner.awaited(tenant)).toList();
    return Future.all(each)
        .map(done -> each.stream().flatMap(one -> one.result().stream()).toList());
  }

  /**
   * Applies the parked events of a key in order, until none is left or one cannot be applied again.
   * For events that brokers refuse, lets the relay send them again.
   *
   * @param subscription name of a subscription of this module, or {@value OutboxTable#RELAY}
   * @return fails with {@link IllegalArgumentException} if the module has no such subscription
   */
  public Future<ReleaseResult> release(
      TenantId tenant, String subscription, StreamKey key, Justification why) {
    return operators.parked().release(tenant, subscription, key, why);
  }

  private Future<SubscriptionRunner> runner(String subscription) {
    SubscriptionRunner runner = subscriptions.get(subscription);
    return runner == null
        ? Future.failedFuture(
            new IllegalArgumentException(
                "There is no subscription %s; there are: %s"
                    .formatted(subscription, String.join(", ", subscriptions.keySet()))))
        : Future.succeededFuture(runner);
  }

  /**
   * Sends events of the journal again, {@value JournalReplay#MOST_EVENTS} at most, in the order in
   * which they were sent. Subscriptions that have applied them recognise duplicates.
   *
   * @return number of events that were sent
   */
  public Future<Integer> replay(TenantId tenant, ReplaySelection selection, Justification why) {
    return replay.run(tenant, selection, why);
  }

  /**
   * Reads records of a subscription's topics again from Kafka and gives its handler those that it
   * has not applied, in order. The subscription may be running: whatever either of them has applied
   * is a duplicate for the other. No gap is opened: an event whose predecessors have neither been
   * applied nor selected is left alone and counted as waiting. An external handler gets only what
   * lies before the group's committed offsets. One replay of a subscription at a time.
   *
   * @param why who asks, and why; noted in the operation log
   * @return fails with {@link IllegalArgumentException} if there is no such subscription, tenant,
   *     topic or partition. Offsets that Kafka does not have are no failure; the result tells from
   *     where it could read, and what ended it early
   */
  public Future<ReplayResult> replay(
      TenantId tenant, String subscription, RecordSelection selection, Justification why) {
    return runner(subscription)
        .compose(runner -> runner.replay(tenant, selection, why).map(Replayed::result));
  }

  /** Applies events once more in a schema beside the live one, and compares both. */
  public Shadow shadow() {
    return shadow;
  }

  /** Where an event is, as far as this module has a part in it. */
  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** What operators can do. */
  public Operators operators() {
    return operators;
  }

  /** Notices what stands still; a module registers here what moves by itself. */
  public ProgressWatch progress() {
    return watch;
  }

  /** How the bus is, as far as this process can tell. */
  public Future<BusHealth> health() {
    return health.run();
  }

  /** Ends after running work; what is not finished is done after the next start. */
  public Future<Void> close() {
    tenants.close();
    watch.close();
    context.runOnContext(
        closing -> {
          rounds.close();
          stopBeating.run();
          beat.close();
        });
    tenantTopics.close();
    return Future.join(subscriptions.values().stream().map(SubscriptionRunner::close).toList())
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
    subscriptions.values().forEach(runner -> changes.add(runner.read(enabled)));
    return Future.join(changes).mapEmpty();
  }

  private static Context eventLoop(Vertx vertx) {
    return ((VertxInternal) vertx).createEventLoopContext();
  }
}
