/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.store.StoreTransaction;

/** Reads everything besides the locked cursors that a plan needs, and makes the plan. */
public class Planner {

  private final PlanRules rules;

  /** Plans by the rules of a subscription. */
  public Planner(PlanRules rules) {
    this.rules = rules;
  }

  /**
   * Decides the outcome of each delivery.
   *
   * @param cursors the locked cursors of all keys of the deliveries
   */
  public Future<BatchPlan> plan(
      StoreTransaction tx,
      List<Delivery> deliveries,
      Map<StreamKey, Cursor> cursors,
      Patience patience) {
    List<StreamKey> withGaps =
        cursors.entrySet().stream()
            .filter(entry -> entry.getValue().openGaps() > 0)
            .map(Map.Entry::getKey)
            .toList();
    List<SequenceKey> earlier = earlier(deliveries, cursors);
    return read(tx, withGaps, earlier)
        .map(
            found ->
                BatchPlan.of(deliveries, rules, cursors, found.gaps(), found.applied(), patience));
  }

  private static Future<Found> read(
      StoreTransaction tx, List<StreamKey> withGaps, List<SequenceKey> earlier) {
    var gaps =
        withGaps.isEmpty()
            ? Future.succeededFuture(Map.<StreamKey, List<SequenceRange>>of())
            : tx.gaps(withGaps);
    return gaps.compose(
        ranges ->
            earlier.isEmpty()
                ? Future.succeededFuture(new Found(ranges, Map.of()))
                : tx.applied(earlier).map(applied -> new Found(ranges, applied)));
  }

  // Sequences at or below the cursors; they are duplicates if it is the same event.
  private static List<SequenceKey> earlier(
      List<Delivery> deliveries, Map<StreamKey, Cursor> cursors) {
    return deliveries.stream()
        .filter(delivery -> delivery.event() != null)
        .filter(
            delivery ->
                delivery.sequence()
                    <= Objects.requireNonNull(cursors.get(delivery.streamKey())).last())
        .map(delivery -> new SequenceKey(delivery.streamKey(), delivery.sequence()))
        .toList();
  }

  private record Found(Map<StreamKey, List<SequenceRange>> gaps, Map<SequenceKey, UUID> applied) {}
}
