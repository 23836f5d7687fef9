/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.batch.BatchTransaction;
import org.folio.eventbus.batch.ExternalBatch;
import org.folio.eventbus.batch.ExternalCalls;
import org.folio.eventbus.batch.LastError;
import org.folio.eventbus.batch.MeteredBatch;
import org.folio.eventbus.batch.PlanWriter;
import org.folio.eventbus.batch.Planner;
import org.folio.eventbus.batch.SubscriptionLog;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.ControlProducer;
import org.folio.eventbus.gap.GapRequests;
import org.folio.eventbus.gap.TailCheck;
import org.folio.eventbus.handler.CutOff;
import org.folio.eventbus.handler.HandlerCall;
import org.folio.eventbus.handler.HandlerWork;
import org.folio.eventbus.keywork.OperatorDecisions;
import org.folio.eventbus.keywork.StoppedKeys;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.reread.LiveReplay;
import org.folio.eventbus.store.PostgresStore;
import org.folio.eventbus.store.ServedTenantsStore;
import org.folio.eventbus.store.SubscriptionStore;
import org.folio.eventbus.topic.EventCodec;

/** The work of a subscription on events: apply, release, and request missing ones. */
final class SubscriptionWork {

  private final SubscriptionContext context;
  private final SubscriptionStore store;
  private final SubscriptionStore lasting;
  private final RecordReader reader;
  private final OperatorDecisions decisions;
  private final StoppedKeys stoppedKeys;
  private final GapRequests gapRequests;
  private final TailCheck tailCheck;
  private final SubscriptionLog log;
  private final LastError lastError = new LastError();
  private final BatchRunner batches;
  private final LiveReplay replay;
  private volatile Set<TenantId> served = Set.of();

  /**
   * Works on nothing before it is given something.
   *
   * @param control sends requests for missing events
   */
  SubscriptionWork(SubscriptionContext context, ControlProducer control, SubscriptionMeter meter) {
    this.context = context;
    BusContext bus = context.bus();
    Subscription subscription = context.subscription();
    SubscriptionPolicy policy = subscription.policy();
    HandlerCall call = new HandlerCall(context.timeline(), policy);
    log = new SubscriptionLog(context.name());
    reader = new RecordReader(bus.topics(), new EventCodec(bus.topics()), bus.catalog());
    HandlerWork handler =
        new HandlerWork(
            subscription,
            call,
            new CutOff(context.eventLoop().owner(), context.timeline(), bus.database().options()));
    store = store(bus.database(), handler, meter);
    // An external handler may use the module's pool itself.
    lasting =
        new ServedTenantsStore(
            subscription.handler() instanceof ExternalHandler
                ? store(bus.database().forLasting(), handler, meter)
                : store,
            this::serves);
    decisions =
        new OperatorDecisions(
            bus.database().pool(),
            bus.module(),
            lasting,
            reader,
            bus.catalog(),
            subscription,
            bus.instance());
    stoppedKeys = new StoppedKeys(context.timeline(), bus.watch(), lasting, reader, subscription);
    gapRequests = new GapRequests(context, control);
    tailCheck = new TailCheck(context, Clock.systemUTC(), control);
    ParkLimit parkLimit = new ParkLimit(policy.parkLimit());
    PlanWriter writer = new PlanWriter(bus.topics());
    batches = new BatchRunner(work(writer, call, parkLimit, meter), parkLimit);
    replay =
        new LiveReplay(
            context,
            reader,
            count -> new BatchRunner(underLock(writer, parkLimit.and(log).and(count)), parkLimit));
  }

  // An external handler is also called under the lock: the running subscription must not overtake.
  private BatchWork underLock(PlanWriter writer, BatchListener listener) {
    return new BatchTransaction(lasting, planner(), writer, listener);
  }

  private PostgresStore store(
      ModuleDatabase database, HandlerWork handler, SubscriptionMeter meter) {
    BusContext bus = context.bus();
    return new PostgresStore(
        database, bus.module()::of, context.subscription(), bus.instance(), handler, meter);
  }

  private boolean serves(TenantId tenant) {
    return served.contains(tenant);
  }

  private Planner planner() {
    return new Planner(PlanRules.of(context.subscription()));
  }

  private BatchWork work(
      PlanWriter writer, HandlerCall call, ParkLimit parkLimit, SubscriptionMeter meter) {
    Subscription subscription = context.subscription();
    MeteredBatch measured = new MeteredBatch(meter, context.timeline(), Clock.systemUTC());
    BatchListener listener = parkLimit.and(log).and(lastError).and(measured).and(this::committed);
    BatchWork work =
        subscription.handler() instanceof ExternalHandler external
            ? new ExternalBatch(
                store,
                planner(),
                writer,
                new ExternalCalls(
                    external, call, subscription.policy().concurrentCalls(), this::serves),
                parkLimit,
                listener)
            : new BatchTransaction(store, planner(), writer, listener);
    BatchWork watched = lastError.watching(measured.attempts(work));
    // The deliveries stay in their lane until their partition is given up.
    return (deliveries, patience, budgetSpent) ->
        serves(deliveries.get(0).tenant())
            ? watched.run(deliveries, patience, budgetSpent)
            : Future.succeededFuture(BatchResult.failed(deliveries, null));
  }

  // A key that can resume now need not wait for its turn.
  private void committed(TenantId tenant, BatchPlan plan) {
    if (!plan.newGaps().isEmpty()) {
      gapRequests.soon(tenant);
    }
    if (!plan.healed().isEmpty()) {
      stoppedKeys.soon(tenant);
    }
  }

  /** Changes the tenants for which it works. */
  void tenants(Set<TenantId> tenants) {
    served = Set.copyOf(tenants);
    stoppedKeys.tenants(tenants);
    gapRequests.tenants(tenants);
  }

  /** Ends a replay after its batch, and starts nothing more. */
  Future<Void> close() {
    stoppedKeys.close();
    gapRequests.close();
    return replay.close();
  }

  BatchRunner batches() {
    return batches;
  }

  RecordReader reader() {
    return reader;
  }

  OperatorDecisions decisions() {
    return decisions;
  }

  LiveReplay replay() {
    return replay;
  }

  SubscriptionLog log() {
    return log;
  }

  LastError lastError() {
    return lastError;
  }

  /** The work at a beacon. */
  Future<Void> checkBeacon(Delivery delivery, boolean quiet) {
    return delivery.control() instanceof Beacon beacon
        ? tailCheck.check(delivery.tenant(), delivery.source(), beacon, quiet)
        : Future.succeededFuture();
  }
}
