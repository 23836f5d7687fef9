/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import java.time.Instant;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/** Remembers the last error of a subscription in this process. Safe for use by several threads. */
public final class LastError implements BatchListener {

  private volatile @Nullable Failure last;

  /**
   * An error.
   *
   * @param tenant the tenant of the events; null if it concerned all
   */
  public record Failure(Instant at, @Nullable TenantId tenant, String message) {}

  /** The last error of a tenant, or of all tenants for null; null if there was none. */
  public @Nullable Failure of(@Nullable TenantId tenant) {
    Failure now = last;
    boolean others =
        tenant != null && now != null && now.tenant() != null && !now.tenant().equals(tenant);
    return others ? null : now;
  }

  public void note(String message) {
    last = new Failure(Instant.now(), null, message);
  }

  /** The same work; its failures are remembered. */
  public BatchWork watching(BatchWork work) {
    return (deliveries, patience, budgetSpent) ->
        work.run(deliveries, patience, budgetSpent)
            .onSuccess(
                done -> {
                  if (done.cause() != null) {
                    failed(done.unfinished(), done.cause());
                  }
                })
            .onFailure(cause -> failed(deliveries, cause));
  }

  private void failed(List<Delivery> deliveries, Throwable cause) {
    last =
        new Failure(
            Instant.now(),
            deliveries.get(0).tenant(),
            "A batch of %s events failed: %s".formatted(deliveries.size(), cause.getMessage()));
  }

  @Override
  public void committed(TenantId tenant, BatchPlan plan) {
    for (Delivery parked : plan.with(Outcome.PARKED)) {
      if (parked.event() != null) {
        last =
            new Failure(
                Instant.now(),
                tenant,
                "%s %s was parked: %s"
                    .formatted(parked.event().type(), parked.event().id(), parked.problem()));
      }
    }
  }
}
