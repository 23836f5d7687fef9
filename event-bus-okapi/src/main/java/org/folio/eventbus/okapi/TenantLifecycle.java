/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import org.folio.eventbus.TenantId;

/**
 * What a module does when it is switched on and off for a tenant. Every method may be repeated, by
 * Okapi after a lost connection and by an operator after a failure, and finishes what is missing.
 * Within a process the calls for one tenant follow each other; several instances of a module may be
 * called at the same time.
 */
public interface TenantLifecycle {

  /** Creates what the tenant needs, or brings it up to this version from any older one. */
  Future<Void> enable(TenantId tenant);

  /** Stops to work for the tenant; keeps its data. */
  Future<Void> disable(TenantId tenant);

  /** Removes the tenant's data. */
  Future<Void> purge(TenantId tenant);
}
