/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import org.folio.eventbus.TenantId;

/** Hears of each batch that was committed. Called on the subscription's context. */
@FunctionalInterface
public interface BatchListener {

  /** What the batch was decided to be is durable now. */
  void committed(TenantId tenant, BatchPlan plan);

  /** Tells another one, too. */
  default BatchListener and(BatchListener other) {
    return (tenant, plan) -> {
      committed(tenant, plan);
      other.committed(tenant, plan);
    };
  }
}
