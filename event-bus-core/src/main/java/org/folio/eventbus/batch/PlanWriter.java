/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.store.StoreTransaction;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;

/** Writes down what was decided: parked records, receipts, cursors and gaps. */
public final class PlanWriter {

  private final EventTopics topics;

  public PlanWriter(EventTopics topics) {
    this.topics = topics;
  }

  /** Returns the plan as it was written. */
  Future<BatchPlan> write(StoreTransaction tx, BatchPlan plan) {
    return park(tx, plan).compose(parked -> record(tx, parked).map(parked));
  }

  private static Future<Void> record(StoreTransaction tx, BatchPlan plan) {
    var opened = plan.newGaps();
    var healed = plan.healed();
    return tx.record(plan.receipts(), plan.changedCursors())
        .compose(
            written ->
                opened.isEmpty() && healed.isEmpty()
                    ? Future.succeededFuture()
                    : tx.changeGaps(plan.partition(), opened, healed))
        .compose(changed -> giveUp(tx, plan.unavailable()));
  }

  private static Future<Void> giveUp(StoreTransaction tx, List<Delivery> answers) {
    Future<Void> given = Future.succeededFuture();
    for (Delivery answer : answers) {
      if (answer.control() instanceof Unavailable gone) {
        given = given.compose(before -> tx.giveUp(gone));
      }
    }
    return given;
  }

  private Future<BatchPlan> park(StoreTransaction tx, BatchPlan plan) {
    List<Delivery> poison = plan.with(Outcome.PARKED);
    List<Delivery> behind = plan.with(Outcome.BEHIND);
    List<ParkedRecord> records = new ArrayList<>();
    poison.forEach(delivery -> records.add(record(delivery, ParkedState.POISON)));
    behind.forEach(delivery -> records.add(behind(delivery, plan.behindGap().get(delivery))));
    plan.unreadable().forEach(delivery -> records.add(record(delivery, ParkedState.UNREADABLE)));
    if (records.isEmpty()) {
      return Future.succeededFuture(plan);
    }
    // What waited behind a parked event before this delivery of it is a duplicate.
    return tx.park(records)
        .map(
            inserted ->
                plan.withDuplicates(
                    IntStream.range(0, behind.size())
                        .filter(i -> !inserted.get(poison.size() + i))
                        .mapToObj(behind::get)
                        .toList()));
  }

  private ParkedRecord behind(Delivery delivery, @Nullable SequenceRange missing) {
    return missing == null
        ? record(delivery, ParkedState.BEHIND)
        : ParkedRecord.of(
            delivery.source(),
            topics,
            delivery.event(),
            ParkedState.GAP,
            "Sequences %s to %s of its key are missing".formatted(missing.first(), missing.last()));
  }

  private ParkedRecord record(Delivery delivery, ParkedState state) {
    return ParkedRecord.of(delivery.source(), topics, delivery.event(), state, delivery.problem());
  }
}
