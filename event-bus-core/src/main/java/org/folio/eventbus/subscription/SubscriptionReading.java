/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import io.vertx.core.Future;
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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.lane.Dispatcher;
import org.folio.eventbus.lane.Unfinished;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.metrics.SubscriptionState;
import org.folio.eventbus.poll.ConsumerProperties;
import org.folio.eventbus.poll.ContextCall;
import org.folio.eventbus.poll.MemberName;
import org.folio.eventbus.poll.PollLoop;
import org.folio.eventbus.poll.ReaderCheck;
import org.folio.eventbus.poll.RunningLoop;
import org.folio.eventbus.poll.UnreadRecords;
import org.folio.eventbus.topic.GroupReaders;
import org.folio.eventbus.topic.PartitionEnds;
import org.jspecify.annotations.Nullable;

/** Reads records for a subscription, and tracks which of them are finished. */
final class SubscriptionReading {

  private final SubscriptionContext context;
  private final SubscriptionWork work;
  private final SubscriptionMeter meter;
  private final SubscriptionMovers movers;
  private final MemberName memberName;
  private final RunningLoop loop;
  private final UnreadRecords unread;
  private final ReaderCheck readerCheck;
  private volatile @Nullable Dispatcher dispatcher;

  /**
   * Reads nothing before {@link #start}.
   *
   * @param readers finds partitions without a reader
   * @param ends finds end offsets of partitions
   */
  SubscriptionReading(
      SubscriptionContext context,
      SubscriptionWork work,
      GroupReaders readers,
      PartitionEnds ends,
      SubscriptionMeter meter) {
    this.context = context;
    this.work = work;
    this.meter = meter;
    memberName = new MemberName(context.name(), context.bus().settings().instance());
    movers =
        new SubscriptionMovers(context.timeline(), context.bus().watch(), context.subscription());
    loop =
        new RunningLoop(
            context.eventLoop(), context.name(), this::newLife, movers.polling(), this::lifeEnded);
    unread =
        new UnreadRecords(
            context,
            this::positions,
            this::paused,
            read -> context.here(ends.of(read)),
            partition -> context.here(ends.openTransaction(partition)),
            movers.reading());
    readerCheck =
        new ReaderCheck(
            context.timeline(),
            context.name(),
            loop::topics,
            read -> context.here(readers.unread(context.group(), read)),
            loop::divideAnew,
            meter);
  }

  void start() {
    loop.start();
  }

  /** Changes the topics to read, from the next poll on. */
  void read(Set<String> topics) {
    loop.read(topics);
  }

  /** Runs an action while nothing is read here. */
  Future<Void> whileStopped(Supplier<Future<Void>> action) {
    return loop.whileStopped(action);
  }

  /** Ends after the running batches and commits their offsets. */
  Future<Void> close() {
    readerCheck.close();
    unread.close();
    movers.close();
    return loop.close();
  }

  /** The current status, for one tenant or, with null, for all. */
  SubscriptionStatus status(@Nullable TenantId tenant) {
    PollLoop poll = loop.life();
    Dispatcher now = dispatcher;
    Unfinished unfinished = now == null ? null : unfinished(now, tenant);
    return new StatusReport(context.subscription(), context.group(), work.log(), work.lastError())
        .of(
            tenant,
            poll == null || unfinished == null
                ? SubscriptionState.IDLE
                : unfinished.state(
                    tenant == null ? unread.count() : unread.count(context.topics(tenant)),
                    System.currentTimeMillis()),
            unfinished,
            now == null || unfinished == null ? List.of() : slow(now, unfinished, tenant),
            loop.failure(),
            poll == null ? null : poll.failure(),
            readerCheck.problem(),
            memberName.problem(),
            movers.standstills());
  }

  private Unfinished unfinished(Dispatcher of, @Nullable TenantId tenant) {
    return tenant == null ? of.unfinished() : of.unfinished(context.topics(tenant));
  }

  // Tenants may share topics.
  private static List<SlowBatch> slow(Dispatcher of, Unfinished among, @Nullable TenantId tenant) {
    return of.slowBatches(among).stream()
        .filter(batch -> tenant == null || batch.first().tenant().equals(tenant))
        .toList();
  }

  /** The tenant's events in memory that wait for earlier ones: by key and sequence, since when. */
  Map<StreamKey, SortedMap<Long, Instant>> held(TenantId tenant) {
    Map<StreamKey, SortedMap<Long, Instant>> held = new HashMap<>();
    Dispatcher working = dispatcher;
    if (working != null) {
      Instant wall = Instant.now();
      long now = context.timeline().nanoTime();
      unfinished(working, tenant)
          .held(tenant)
          .forEach(
              one ->
                  held.computeIfAbsent(one.delivery().streamKey(), none -> new TreeMap<>())
                      .put(one.delivery().sequence(), wall.minusNanos(now - one.since())));
    }
    return held;
  }

  /** Reports the state to metrics and the watch. */
  void observe() {
    meter.observed(state());
    movers.look(dispatcher);
  }

  private SubscriptionState state() {
    Dispatcher now = dispatcher;
    return now == null || loop.life() == null
        ? SubscriptionState.IDLE
        : now.unfinished().state(unread.count(), System.currentTimeMillis());
  }

  // Null while it is not known: a new life may not have its partitions yet.
  private @Nullable Map<TopicPartition, Long> positions() {
    if (loop.topics().isEmpty()) {
      return Map.of();
    }
    PollLoop poll = loop.life();
    return poll != null && (poll.settled() || !poll.positions().isEmpty())
        ? poll.positions()
        : null;
  }

  private Set<TopicPartition> paused() {
    Dispatcher now = dispatcher;
    return now == null ? Set.of() : now.paused();
  }

  // On the loop's thread: resolving the brokers' names may take a while.
  private PollLoop newLife() {
    EventBusSettings settings = context.bus().settings();
    Optional<String> name = memberName.get();
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ConsumerProperties.ofGroup(settings, context.group(), context.client(), name));
    try {
      Dispatcher started = ContextCall.await(context.eventLoop(), this::newDispatcher);
      return new PollLoop(
          consumer,
          work.reader(),
          started,
          context.eventLoop(),
          context.subscription(),
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
            context.timeline(),
            work.batches(),
            work::checkBeacon,
            context.name(),
            context.subscription().policy(),
            meter,
            Hold.overSeveralTopics(context.subscription()));
    Dispatcher former = dispatcher;
    if (former != null) {
      former.close();
    }
    dispatcher = started;
    return started;
  }

  private void lifeEnded(Throwable cause) {
    memberName.failed(cause);
    work.lastError().note(cause.toString());
  }
}
