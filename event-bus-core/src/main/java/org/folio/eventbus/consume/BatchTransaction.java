/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedState;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: locks the cursors, decides, lets the handler work, writes cursors, receipts,
 * parked records and gaps. Either all of that is committed or nothing, so a batch that is delivered
 * again, by whomever, changes nothing.
 */
final class BatchTransaction implements BatchWork {

  private final SubscriptionStore store;
  private final Planner planner;
  private final EventTopics topics;
  private final BatchListener listener;

  BatchTransaction(
      SubscriptionStore store, Planner planner, EventTopics topics, BatchListener listener) {
    this.store = store;
    this.planner = planner;
    this.topics = topics;
    this.listener = listener;
  }

  @Override
  public Future<BatchResult> run(List<Delivery> deliveries, Map<StreamKey, Long> heldLongEnough) {
    TenantId tenant = deliveries.get(0).tenant();
    return store
        .inTransaction(
            tenant,
            tx -> planner.plan(tx, deliveries, heldLongEnough).compose(plan -> execute(tx, plan)))
        .map(
            plan -> {
              listener.committed(tenant, plan);
              List<Delivery> finished = new ArrayList<>(plan.outcomes().keySet());
              finished.addAll(plan.unreadable());
              return new BatchResult(finished, plan.held(), List.of(), null);
            });
  }

  private Future<BatchPlan> execute(StoreTransaction tx, BatchPlan plan) {
    return handle(tx, plan.toApply())
        .compose(applied -> park(tx, plan))
        .compose(receipts -> tx.record(receipts, plan.changedCursors()))
        .compose(written -> tx.changeGaps(plan.newGaps(), plan.healed()))
        .map(plan);
  }

  private static Future<Void> handle(StoreTransaction tx, List<Event> events) {
    return events.isEmpty() ? Future.succeededFuture() : tx.handle(events);
  }

  private Future<List<Receipt>> park(StoreTransaction tx, BatchPlan plan) {
    List<Delivery> waiting = plan.with(Outcome.PARKED);
    List<Delivery> behind = plan.with(Outcome.BEHIND);
    List<ParkedRecord> records = new ArrayList<>();
    waiting.forEach(delivery -> records.add(record(delivery, ParkedState.POISON)));
    behind.forEach(delivery -> records.add(behind(delivery, plan.behindGap().get(delivery))));
    plan.unreadable().forEach(delivery -> records.add(record(delivery, ParkedState.UNREADABLE)));
    if (records.isEmpty()) {
      return Future.succeededFuture(plan.receipts());
    }
    return tx.park(records)
        .map(
            inserted -> {
              // What waited behind a parked event before this delivery of it is a duplicate.
              for (int i = 0; i < behind.size(); i++) {
                if (!inserted.get(waiting.size() + i)) {
                  plan.outcomes().put(behind.get(i), Outcome.DUPLICATE);
                }
              }
              return plan.receipts();
            });
  }

  private ParkedRecord behind(Delivery delivery, @Nullable SequenceRange missing) {
    return missing == null
        ? record(delivery, ParkedState.BEHIND)
        : ParkedRecord.of(
            delivery.source(),
            topics,
            delivery.event(),
            ParkedState.GAP,
            "Sequences %d to %d of its key are missing".formatted(missing.first(), missing.last()));
  }

  private ParkedRecord record(Delivery delivery, ParkedState state) {
    return ParkedRecord.of(delivery.source(), topics, delivery.event(), state, delivery.problem());
  }
}
