/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import io.vertx.core.Future;
import java.util.Set;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;

/** A subscription that reads for changing tenants. */
public interface TenantReading {

  /** The subscription. */
  Subscription subscription();

  /** Starts polling. */
  Future<Void> start();

  /** Changes the tenants whose events are read; may be empty. Takes effect at the next poll. */
  Future<Void> read(Set<TenantId> tenants);

  /** Ends after the running batches and commits their offsets. */
  Future<Void> close();
}
