/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.gap.ControlProducer;
import org.folio.eventbus.keywork.AwaitedSequences;
import org.folio.eventbus.keywork.OperatorDecisions;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.poll.OffsetReset;
import org.folio.eventbus.reread.Replayed;
import org.folio.eventbus.topic.GroupReaders;
import org.folio.eventbus.topic.PartitionEnds;
import org.jspecify.annotations.Nullable;

/** One subscription in one process. Safe for use by several threads. */
public final class SubscriptionRunner implements TenantReading {

  // How often metrics receive the state; monitoring asks less often.
  private static final Duration OBSERVE_EVERY = Duration.ofSeconds(1);

  private final SubscriptionContext context;
  private final SubscriptionWork work;
  private final SubscriptionReading reading;
  private final AwaitedSequences awaited;
  private final OffsetReset reset;
  private final SubscriptionMeter meter;
  private final Runnable stopObserving;

  /**
   * A subscription that does nothing before {@link #start}.
   *
   * @param readers finds partitions without a reader
   * @param ends finds end offsets of partitions
   * @param control sends requests for missing events
   */
  public SubscriptionRunner(
      SubscriptionContext context,
      GroupReaders readers,
      PartitionEnds ends,
      ControlProducer control,
      SubscriptionMeter meter) {
    this.context = context;
    this.meter = meter;
    work = new SubscriptionWork(context, control, meter);
    reading = new SubscriptionReading(context, work, readers, ends, meter);
    awaited =
        new AwaitedSequences(
            context.bus().database().pool(), context.bus().module(), context.subscription());
    reset = new OffsetReset(context);
    stopObserving = context.timeline().every(OBSERVE_EVERY, reading::observe);
  }

  @Override
  public Subscription subscription() {
    return context.subscription();
  }

  @Override
  public Future<Void> start() {
    return context.onEventLoop(
        () -> {
          reading.start();
          return Future.succeededFuture();
        });
  }

  @Override
  public Future<Void> read(Set<TenantId> tenants) {
    return context.onEventLoop(
        () -> {
          work.tenants(tenants);
          reading.read(
              tenants.stream()
                  .flatMap(tenant -> topics(tenant).stream())
                  .collect(Collectors.toUnmodifiableSet()));
          return Future.succeededFuture();
        });
  }

  /** The topics that are read for a tenant. */
  public List<String> topics(TenantId tenant) {
    return context.topics(tenant);
  }

  @Override
  public Future<Void> close() {
    return context.onEventLoop(
        () -> {
          stopObserving.run();
          meter.close();
          Future<Void> ended = reading.close();
          return work.close().compose(closed -> ended);
        });
  }

  /** Operators' decisions about its parked and missing events. */
  public OperatorDecisions decisions() {
    return work.decisions();
  }

  /** Reads records again and applies missed events. */
  public Future<Replayed> replay(TenantId tenant, RecordSelection selection, Justification why) {
    return context.onEventLoop(() -> work.replay().run(tenant, selection, why));
  }

  /** Counts the events that a replay would read, and applies none. */
  public Future<ReplayResult> preview(TenantId tenant, RecordSelection selection) {
    return context.onEventLoop(() -> work.replay().preview(tenant, selection));
  }

  /**
   * Resets the group's offsets on the topics of a tenant; no member reads meanwhile.
   *
   * @return fails with {@link IllegalStateException} if other processes read
   */
  public Future<ActionResult> reset(
      TenantId tenant, ResetTarget target, Justification why, boolean dryRun) {
    return context.onEventLoop(
        () -> reset.run(tenant, topics(tenant), target, why, dryRun, reading::whileStopped));
  }

  /**
   * The current status.
   *
   * @param tenant the tenant of the events; null for all
   */
  public Future<SubscriptionStatus> status(@Nullable TenantId tenant) {
    return context.onEventLoop(() -> Future.succeededFuture(reading.status(tenant)));
  }

  /**
   * The sequences that the tenant's events wait for and that are not yet reported as missing,
   * oldest first.
   */
  public Future<List<Awaited>> awaited(TenantId tenant) {
    return context
        .onEventLoop(() -> Future.succeededFuture(reading.held(tenant)))
        .compose(held -> awaited.of(tenant, held));
  }
}
