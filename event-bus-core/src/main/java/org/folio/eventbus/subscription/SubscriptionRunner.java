/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.batch.BatchTransaction;
import org.folio.eventbus.batch.ExternalBatch;
import org.folio.eventbus.batch.ExternalCalls;
import org.folio.eventbus.batch.LastError;
import org.folio.eventbus.batch.MeteredBatch;
import org.folio.eventbus.batch.PlanWriter;
import org.folio.eventbus.batch.Planner;
import org.folio.eventbus.batch.SubscriptionLog;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.ControlProducer;
import org.folio.eventbus.gap.GapRequests;
import org.folio.eventbus.gap.TailCheck;
import org.folio.eventbus.handler.CutOff;
import org.folio.eventbus.handler.HandlerCall;
import org.folio.eventbus.keywork.AwaitedSequences;
import org.folio.eventbus.keywork.OperatorDecisions;
import org.folio.eventbus.keywork.StoppedKeys;
import org.folio.eventbus.lane.Dispatcher;
import org.folio.eventbus.lane.Unfinished;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.metrics.SubscriptionState;
import org.folio.eventbus.poll.ConsumerProperties;
import org.folio.eventbus.poll.ContextCall;
import org.folio.eventbus.poll.MemberName;
import org.folio.eventbus.poll.OffsetReset;
import org.folio.eventbus.poll.PollLoop;
import org.folio.eventbus.poll.ReaderCheck;
import org.folio.eventbus.poll.RunningLoop;
import org.folio.eventbus.poll.UnreadRecords;
import org.folio.eventbus.reread.LiveReplay;
import org.folio.eventbus.reread.Replayed;
import org.folio.eventbus.store.PostgresStore;
import org.folio.eventbus.store.SubscriptionStore;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;
import org.folio.eventbus.topic.GroupReaders;
import org.folio.eventbus.topic.PartitionEnds;
import org.jspecify.annotations.Nullable;

/** One subscription in one process: the poll loop and what it feeds. */
public final class SubscriptionRunner {

  // How often metrics learn how things stand; monitoring asks less often.
  private static final Duration OBSERVE_EVERY = Duration.ofSeconds(1);

  private final Context context;
  private final Timeline timeline;
  private final EventBusSettings settings;
  private final ModuleSchema module;
  private final Subscription subscription;
  private final String instance;
  private final SubscriptionStore store;
  private final AwaitedSequences awaited;
  private final RecordReader reader;
  private final BatchRunner batches;
  private final LiveReplay replay;
  private final OperatorDecisions decisions;
  private final StoppedKeys stoppedKeys;
  private final GapRequests gapRequests;
  private final TailCheck tailCheck;
  private final EventTopics names;
  private final SubscriptionLog log;
  private final SubscriptionMeter meter;
  private final Runnable stopObserving;
  private final LastError lastError = new LastError();
  private final ReaderCheck readerCheck;
  private final OffsetReset reset;
  private final MemberName memberName;
  private final RunningLoop loop;
  private final UnreadRecords unread;
  private final SubscriptionMovers movers;
  private volatile @Nullable Dispatcher dispatcher;

  /**
   * A subscription that does nothing before {@link #start}.
   *
   * @param context the event loop on which batches are worked on
   * @param declared the subscription; where it does not say which topics it reads, settings do
   * @param readers tells what nobody reads
   * @param ends tells how far partitions are written
   * @param control asks producers for what is missing
   * @param instance name of this process in receipts
   * @param watch notices what stands still
   */
  public SubscriptionRunner(
      Context context,
      ModuleDatabase database,
      EventBusSettings settings,
      EventCatalog catalog,
      ModuleSchema module,
      Subscription declared,
      GroupReaders readers,
      PartitionEnds ends,
      ControlProducer control,
      String instance,
      SubscriptionMeter meter,
      ProgressWatch watch) {
    this.context = context;
    this.timeline = new MachineTimeline(context);
    this.settings = settings;
    this.module = module;
    this.subscription = declared.reading(declared.topics().orElse(settings.kafka().topics()));
    this.instance = instance;
    this.meter = meter;
    this.log = new SubscriptionLog(subscription.name());
    this.names = new EventTopics(settings, catalog);
    this.reader = new RecordReader(names, new EventCodec(names), catalog);
    SubscriptionPolicy policy = subscription.policy();
    HandlerCall call = new HandlerCall(timeline, policy);
    this.store =
        new PostgresStore(
            database,
            module::of,
            subscription,
            instance,
            call,
            new CutOff(context.owner(), timeline, database.options()),
            meter);
    this.awaited = new AwaitedSequences(database.pool(), module, subscription);
    this.decisions =
        new OperatorDecisions(
            database.pool(), module, store, reader, catalog, subscription, instance);
    this.memberName = new MemberName(name(), settings.instance());
    this.movers = new SubscriptionMovers(timeline, watch, subscription);
    this.loop = new RunningLoop(context, name(), this::newLife, movers.polling(), this::lifeEnded);
    this.unread =
        new UnreadRecords(
            timeline,
            watch,
            name(),
            this::positions,
            this::paused,
            read -> here(ends.of(read)),
            partition -> here(ends.openTransaction(partition)),
            movers.reading());
    this.readerCheck =
        new ReaderCheck(
            timeline,
            name(),
            loop::topics,
            read -> here(readers.unread(group(), read)),
            loop::divideAnew,
            meter);
    this.reset =
        new OffsetReset(
            context.owner(),
            timeline,
            database.pool(),
            module,
            settings,
            subscription,
            group(),
            instance + "-" + name());
    this.stoppedKeys = new StoppedKeys(timeline, watch, store, reader, subscription);
    this.gapRequests =
        new GapRequests(
            timeline,
            watch,
            database.sweeps(),
            module,
            names,
            control,
            subscription.name(),
            group());
    this.stopObserving = timeline.every(OBSERVE_EVERY, this::observe);
    this.tailCheck =
        new TailCheck(
            database.sweeps(),
            Clock.systemUTC(),
            module,
            names,
            control,
            subscription.name(),
            group());
    ParkLimit parkLimit = new ParkLimit(policy.parkLimit());
    PlanWriter writer = new PlanWriter(names);
    this.batches = new BatchRunner(work(writer, call, parkLimit), parkLimit);
    this.replay =
        new LiveReplay(
            context,
            timeline,
            database.pool(),
            module,
            settings,
            subscription,
            group(),
            instance + "-" + name(),
            this::topics,
            reader,
            count -> new BatchRunner(underLock(writer, parkLimit.and(log).and(count)), parkLimit));
  }

  // Also an external handler is called under the lock: the running subscription must not overtake.
  private BatchWork underLock(PlanWriter writer, BatchListener listener) {
    return new BatchTransaction(store, new Planner(PlanRules.of(subscription)), writer, listener);
  }

  private BatchWork work(PlanWriter writer, HandlerCall call, ParkLimit parkLimit) {
    Planner planner = new Planner(PlanRules.of(subscription));
    MeteredBatch measured = new MeteredBatch(meter, timeline, Clock.systemUTC());
    BatchListener listener = parkLimit.and(log).and(lastError).and(measured).and(this::committed);
    BatchWork work =
        subscription.handler() instanceof ExternalHandler external
            ? new ExternalBatch(
                store,
                planner,
                writer,
                new ExternalCalls(external, call, subscription.policy().concurrentCalls()),
                parkLimit,
                listener)
            : new BatchTransaction(store, planner, writer, listener);
    return lastError.watching(measured.attempts(work));
  }

  // What has just happened here need not wait for its turn.
  private void committed(TenantId tenant, BatchPlan plan) {
    if (!plan.newGaps().isEmpty()) {
      gapRequests.soon(tenant);
    }
    if (!plan.healed().isEmpty()) {
      stoppedKeys.soon(tenant);
    }
  }

  /** The subscription that runs here. */
  public Subscription subscription() {
    return subscription;
  }

  /** Name of the consumer group. */
  public String group() {
    return group(settings, module, name());
  }

  /** Name of the consumer group of a subscription. */
  public static String group(EventBusSettings settings, ModuleSchema module, String subscription) {
    return settings.environment() + "." + module.module() + "." + subscription;
  }

  /** Begins to poll. */
  public Future<Void> start() {
    return onContext(
        () -> {
          loop.start();
          return Future.succeededFuture();
        });
  }

  /** Changes whose events are read; none is allowed. Takes effect at the next poll. */
  public Future<Void> read(Set<TenantId> tenants) {
    return onContext(
        () -> {
          stoppedKeys.tenants(tenants);
          gapRequests.tenants(tenants);
          loop.read(
              tenants.stream()
                  .flatMap(tenant -> topics(tenant).stream())
                  .collect(Collectors.toUnmodifiableSet()));
          return Future.succeededFuture();
        });
  }

  /** The topics that are read for a tenant. */
  public List<String> topics(TenantId tenant) {
    return names.topics(tenant, subscription.stream(), subscription.topics().orElseThrow());
  }

  /** Ends after the running batches and commits what they finished. */
  public Future<Void> close() {
    return onContext(
        () -> {
          stoppedKeys.close();
          gapRequests.close();
          stopObserving.run();
          readerCheck.close();
          unread.close();
          movers.close();
          meter.close();
          Future<Void> ended = loop.close();
          return replay.close().compose(closed -> ended);
        });
  }

  /** What operators decide about its parked and its missing events. */
  public OperatorDecisions decisions() {
    return decisions;
  }

  /** Reads records again and applies what was missed. */
  public Future<Replayed> replay(TenantId tenant, RecordSelection selection, Justification why) {
    return onContext(() -> replay.run(tenant, selection, why));
  }

  /**
   * Moves the group's offsets on the topics of a tenant; nobody reads meanwhile.
   *
   * @return fails with {@link IllegalStateException} if other processes read
   */
  public Future<ActionResult> reset(
      TenantId tenant, ResetTarget target, Justification why, boolean dryRun) {
    return onContext(
        () -> reset.run(tenant, topics(tenant), target, why, dryRun, loop::whileStopped));
  }

  /** Counts the events that a replay would read, and applies none. */
  public Future<ReplayResult> preview(TenantId tenant, RecordSelection selection) {
    return onContext(() -> replay.preview(tenant, selection));
  }

  /**
   * What it is doing now.
   *
   * @param tenant of whose events it is told; null for all
   */
  public Future<SubscriptionStatus> status(@Nullable TenantId tenant) {
    return onContext(
        () -> {
          PollLoop poll = loop.life();
          Dispatcher now = dispatcher;
          Unfinished unfinished = now == null ? null : unfinished(now, tenant);
          return Future.succeededFuture(
              new StatusReport(subscription, group(), log, lastError)
                  .of(
                      tenant,
                      poll == null || unfinished == null
                          ? SubscriptionState.IDLE
                          : unfinished.state(
                              tenant == null ? unread.count() : unread.count(topics(tenant)),
                              System.currentTimeMillis()),
                      unfinished,
                      now == null ? List.of() : slow(now, unfinished, tenant),
                      loop.failure(),
                      poll == null ? null : poll.failure(),
                      readerCheck.problem(),
                      memberName.problem(),
                      movers.standstills()));
        });
  }

  private Unfinished unfinished(Dispatcher of, @Nullable TenantId tenant) {
    return tenant == null ? of.unfinished() : of.unfinished(topics(tenant));
  }

  // Tenants may share topics.
  private static List<SlowBatch> slow(Dispatcher of, Unfinished among, @Nullable TenantId tenant) {
    return of.slowBatches(among).stream()
        .filter(batch -> tenant == null || batch.first().tenant().equals(tenant))
        .toList();
  }

  /** What the tenant's events wait for that has not been reported as missing, oldest first. */
  public Future<List<Awaited>> awaited(TenantId tenant) {
    return onContext(() -> Future.succeededFuture(held(tenant)))
        .compose(held -> awaited.of(tenant, held));
  }

  private Map<StreamKey, SortedMap<Long, Instant>> held(TenantId tenant) {
    Map<StreamKey, SortedMap<Long, Instant>> held = new HashMap<>();
    Dispatcher working = dispatcher;
    if (working != null) {
      Instant wall = Instant.now();
      long now = timeline.nanoTime();
      unfinished(working, tenant)
          .held(tenant)
          .forEach(
              one ->
                  held.computeIfAbsent(one.delivery().streamKey(), none -> new TreeMap<>())
                      .put(one.delivery().sequence(), wall.minusNanos(now - one.since())));
    }
    return held;
  }

  private void observe() {
    meter.observed(state());
    movers.look(dispatcher);
  }

  private SubscriptionState state() {
    Dispatcher now = dispatcher;
    return now == null || loop.life() == null
        ? SubscriptionState.IDLE
        : now.unfinished().state(unread.count(), System.currentTimeMillis());
  }

  // Null while it is not known: a life that has just begun may not have its partitions yet.
  private @Nullable Map<TopicPartition, Long> positions() {
    if (loop.topics().isEmpty()) {
      return Map.of();
    }
    PollLoop poll = loop.life();
    boolean known = poll != null && (poll.settled() || !poll.positions().isEmpty());
    return known ? poll.positions() : null;
  }

  private Set<TopicPartition> paused() {
    Dispatcher now = dispatcher;
    return now == null ? Set.of() : now.paused();
  }

  private String name() {
    return subscription.name();
  }

  private Future<Void> checkBeacon(Delivery delivery, boolean quiet) {
    return delivery.control() instanceof Beacon beacon
        ? tailCheck.check(delivery.tenant(), delivery.source(), beacon, quiet)
        : Future.succeededFuture();
  }

  // On the loop's thread: resolving the brokers' names may take a while.
  private PollLoop newLife() {
    Optional<String> name = memberName.get();
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ConsumerProperties.ofGroup(settings, group(), instance + "-" + name(), name));
    try {
      Dispatcher started = ContextCall.await(context, this::newDispatcher);
      return new PollLoop(
          consumer,
          reader,
          started,
          context,
          subscription,
          ConsumerProperties.rejoins(settings, name),
          movers.polling());
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  private Dispatcher newDispatcher() {
    Dispatcher started =
        new Dispatcher(
            timeline,
            batches,
            this::checkBeacon,
            name(),
            subscription.policy(),
            meter,
            Hold.overSeveralTopics(subscription));
    Dispatcher former = dispatcher;
    if (former != null) {
      former.close();
    }
    dispatcher = started;
    return started;
  }

  private void lifeEnded(Throwable cause) {
    memberName.failed(cause);
    lastError.note(cause.toString());
  }

  private <T> Future<T> here(Future<T> elsewhere) {
    return Future.future(
        promise ->
            elsewhere.onComplete(
                (result, failure) ->
                    context.runOnContext(run -> promise.complete(result, failure))));
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    return Future.future(promise -> context.runOnContext(run -> action.get().onComplete(promise)));
  }
}
