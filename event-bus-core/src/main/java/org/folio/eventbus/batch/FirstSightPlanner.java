/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.store.StoreTransaction;

/**
 * Plans for subscriptions whose keys begin with the first event that they see, whatever its
 * sequence.
 */
public final class FirstSightPlanner extends Planner {

  public FirstSightPlanner(PlanRules rules) {
    super(rules);
  }

  @Override
  public Future<BatchPlan> plan(
      StoreTransaction tx,
      List<Delivery> deliveries,
      Map<StreamKey, Cursor> cursors,
      Patience patience) {
    Map<StreamKey, Long> passable = new HashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null
          && Objects.requireNonNull(cursors.get(delivery.streamKey())).last() == 0) {
        passable.merge(delivery.streamKey(), delivery.sequence(), Math::min);
      }
    }
    return super.plan(tx, deliveries, cursors, patience.passing(passable));
  }
}
