/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.AsyncResult;
import java.time.Clock;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.metrics.SubscriptionMeter;

/** Measures attempts at batches, and the latency of events. */
public final class MeteredBatch implements BatchListener {

  private final SubscriptionMeter meter;
  private final Timeline timeline;
  private final Clock clock;

  /**
   * Measures for a meter.
   *
   * @param clock compared with the timestamps of records
   */
  public MeteredBatch(SubscriptionMeter meter, Timeline timeline, Clock clock) {
    this.meter = meter;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** The same work; each attempt is measured. */
  public BatchWork attempts(BatchWork work) {
    return (deliveries, patience, budgetSpent) -> {
      long begun = timeline.nanoTime();
      return work.run(deliveries, patience, budgetSpent)
          .onComplete(done -> ended(deliveries, begun, done));
    };
  }

  private void ended(List<Delivery> deliveries, long begun, AsyncResult<BatchResult> done) {
    boolean committed = done.succeeded() && done.result().cause() == null;
    meter.batch(deliveries.size(), timeline.nanoTime() - begun, committed);
  }

  @Override
  public void committed(TenantId tenant, BatchPlan plan) {
    long now = clock.millis();
    plan.outcomes()
        .forEach(
            (delivery, outcome) -> {
              if (outcome == Outcome.APPLIED) {
                meter.applied(Math.max(0, now - delivery.source().timestamp()));
              }
            });
  }
}
