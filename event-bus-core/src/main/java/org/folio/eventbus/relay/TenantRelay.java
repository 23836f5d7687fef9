/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.outbox.OutboxTable;

/** The lanes of one tenant's outbox. Used on one context only. */
final class TenantRelay {

  private final TenantId tenant;
  private final RelayStore store;
  private final List<LaneRelay> lanes = new ArrayList<>();

  TenantRelay(TenantId tenant, RelayStore store, IntFunction<LaneRelay> makeLane) {
    this.tenant = tenant;
    this.store = store;
    for (int lane = 0; lane < OutboxTable.LANES; lane++) {
      lanes.add(makeLane.apply(lane));
    }
  }

  TenantId tenant() {
    return tenant;
  }

  /** Lets a lane look for events. */
  void wake(int lane) {
    lanes.get(lane).wake();
  }

  /** Lets those lanes look for events in which some wait. */
  Future<?> look() {
    return store.lanes().onSuccess(found -> found.forEach(this::wake));
  }

  Future<Void> stop() {
    return Future.join(lanes.stream().map(LaneRelay::stop).toList()).mapEmpty();
  }

  long waitingMillis() {
    return lanes.stream().mapToLong(LaneRelay::waitingMillis).max().orElse(0);
  }

  boolean failing() {
    return lanes.stream().anyMatch(LaneRelay::failing);
  }
}
