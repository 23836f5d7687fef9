/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.store.StoreTransaction;
import org.folio.eventbus.store.SubscriptionStore;

/**
 * One transaction: locks the cursors, decides, calls the handler, and writes the outcome. All of it
 * commits or nothing does, so a batch that any process repeats changes nothing.
 */
public final class BatchTransaction implements BatchWork {

  private final SubscriptionStore store;
  private final Planner planner;
  private final PlanWriter writer;
  private final BatchListener listener;

  public BatchTransaction(
      SubscriptionStore store, Planner planner, PlanWriter writer, BatchListener listener) {
    this.store = store;
    this.planner = planner;
    this.writer = writer;
    this.listener = listener;
  }

  @Override
  public Future<BatchResult> run(
      List<Delivery> deliveries, Patience patience, boolean budgetSpent) {
    TenantId tenant = deliveries.get(0).tenant();
    return store
        .inTransaction(
            tenant,
            Delivery.keysOf(deliveries),
            (tx, cursors) ->
                planner
                    .plan(tx, deliveries, cursors, patience)
                    .compose(
                        plan -> handle(tx, plan.toApply()).compose(done -> writer.write(tx, plan))))
        .map(
            plan -> {
              listener.committed(tenant, plan);
              return BatchResult.of(plan);
            });
  }

  private static Future<Void> handle(StoreTransaction tx, List<Event> events) {
    return events.isEmpty() ? Future.succeededFuture() : tx.handle(events);
  }
}
