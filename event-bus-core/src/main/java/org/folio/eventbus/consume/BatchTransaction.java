/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.DailyPartitions;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedState;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.topic.EventTopics;

/**
 * One transaction: locks the cursors, decides, lets the handler work, writes cursors, receipts,
 * parked records and gaps. Either all of that is committed or nothing, so a batch that is delivered
 * again, by whomever, changes nothing.
 */
final class BatchTransaction {

  private final Pool pool;
  private final DailyPartitions partitions;
  private final ModuleSchema schema;
  private final EventTopics topics;
  private final Subscription subscription;
  private final String instance;
  private final SubscriptionLog log;

  BatchTransaction(
      Pool pool,
      DailyPartitions partitions,
      ModuleSchema schema,
      EventTopics topics,
      Subscription subscription,
      String instance,
      SubscriptionLog log) {
    this.pool = pool;
    this.partitions = partitions;
    this.schema = schema;
    this.topics = topics;
    this.subscription = subscription;
    this.instance = instance;
    this.log = log;
  }

  /**
   * Works on deliveries of one tenant.
   *
   * @return fails with {@link HandlerFailedException} if the events cannot be applied, with another
   *     exception if the attempt failed; nothing was changed then
   */
  Future<BatchResult> run(List<Delivery> deliveries, Map<StreamKey, Long> heldLongEnough) {
    TenantId tenant = deliveries.get(0).tenant();
    String name = schema.of(tenant);
    return partitions
        .ensure(name, ReceiptTable.NAME)
        .compose(
            ready ->
                pool.withTransaction(
                    tx ->
                        plan(tx, name, deliveries, heldLongEnough)
                            .compose(plan -> execute(tx, tenant, name, plan))))
        .map(
            plan -> {
              log.committed(tenant, plan);
              List<Delivery> finished = new ArrayList<>(plan.outcomes().keySet());
              finished.addAll(plan.unreadable());
              return new BatchResult(finished, plan.held(), List.of(), null);
            });
  }

  private Future<BatchPlan> plan(
      SqlConnection tx,
      String name,
      List<Delivery> deliveries,
      Map<StreamKey, Long> heldLongEnough) {
    SortedSet<StreamKey> keys = CursorTable.keysOf(deliveries);
    if (keys.isEmpty()) {
      return Future.succeededFuture(
          BatchPlan.of(deliveries, subscription.types(), Map.of(), Map.of(), Map.of(), Map.of()));
    }
    return CursorTable.lock(tx, name, subscription.name(), keys)
        .compose(cursors -> plan(tx, name, subscription, deliveries, cursors, heldLongEnough));
  }

  /**
   * Reads what a plan needs beside the cursors, and makes it.
   *
   * @param cursors those of all keys of the deliveries, locked
   */
  static Future<BatchPlan> plan(
      SqlConnection tx,
      String schema,
      Subscription subscription,
      List<Delivery> deliveries,
      Map<StreamKey, Cursor> cursors,
      Map<StreamKey, Long> heldLongEnough) {
    List<StreamKey> withGaps =
        cursors.keySet().stream().filter(key -> cursors.get(key).openGaps() > 0).toList();
    List<SequenceKey> earlier = earlier(deliveries, cursors);
    return GapTable.read(tx, schema, subscription.name(), withGaps)
        .compose(
            gaps ->
                ReceiptTable.applied(tx, schema, subscription.name(), earlier)
                    .map(
                        applied ->
                            BatchPlan.of(
                                deliveries,
                                subscription.types(),
                                cursors,
                                gaps,
                                applied,
                                heldLongEnough)));
  }

  // What lies at or below the cursors, and is a duplicate if it is the same event.
  private static List<SequenceKey> earlier(
      List<Delivery> deliveries, Map<StreamKey, Cursor> cursors) {
    return deliveries.stream()
        .filter(delivery -> delivery.event() != null)
        .filter(delivery -> delivery.sequence() <= cursors.get(delivery.streamKey()).last())
        .map(delivery -> new SequenceKey(delivery.streamKey(), delivery.sequence()))
        .toList();
  }

  private Future<BatchPlan> execute(
      SqlConnection tx, TenantId tenant, String name, BatchPlan plan) {
    return handle(tx, tenant, name, plan.toApply())
        .compose(applied -> park(tx, name, plan))
        .compose(receipts -> ReceiptTable.insert(tx, name, subscription.name(), instance, receipts))
        .compose(
            written ->
                plan.changedCursors().isEmpty()
                    ? Future.succeededFuture()
                    : CursorTable.update(tx, name, subscription.name(), plan.changedCursors()))
        .compose(
            written ->
                GapTable.change(tx, name, subscription.name(), plan.newGaps(), plan.healed()))
        .map(plan);
  }

  private Future<Void> handle(SqlConnection tx, TenantId tenant, String name, List<Event> events) {
    return events.isEmpty()
        ? Future.succeededFuture()
        : HandlerCall.of(subscription, new EventBatch(tenant, name, events), tx);
  }

  private Future<List<Receipt>> park(SqlConnection tx, String name, BatchPlan plan) {
    List<Delivery> waiting = plan.with(Outcome.PARKED);
    List<Delivery> behind = plan.with(Outcome.BEHIND);
    List<ParkedRecord> records = new ArrayList<>();
    waiting.forEach(delivery -> records.add(record(delivery, ParkedState.POISON)));
    behind.forEach(delivery -> records.add(record(delivery, ParkedState.BEHIND)));
    plan.unreadable().forEach(delivery -> records.add(record(delivery, ParkedState.UNREADABLE)));
    return ParkedTable.insert(tx, name, subscription.name(), records)
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

  private ParkedRecord record(Delivery delivery, ParkedState state) {
    return ParkedRecord.of(delivery.source(), topics, delivery.event(), state, delivery.problem());
  }
}
