/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import org.folio.eventbus.TenantId;

/** Receives each committed batch. Runs on the subscription's context. */
@FunctionalInterface
public interface BatchListener {

  /** Called when the plan of the batch is durable. */
  void committed(TenantId tenant, BatchPlan plan);

  /** Calls another listener, too. */
  default BatchListener and(BatchListener other) {
    return (tenant, plan) -> {
      committed(tenant, plan);
      other.committed(tenant, plan);
    };
  }
}
