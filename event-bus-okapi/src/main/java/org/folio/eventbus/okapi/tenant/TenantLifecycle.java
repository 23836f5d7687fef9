/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * The actions of a module when it is enabled and disabled for a tenant. Every method may be
 * repeated, by Okapi after a lost connection and by an operator after a failure, and completes
 * missing parts. Within a process the calls for one tenant run one after another; several instances
 * of a module may be called at the same time.
 */
public interface TenantLifecycle {

  /**
   * Why this instance does not serve a descriptor; empty if it does.
   *
   * @param moduleId the descriptor's id, with or without version
   */
  default Optional<String> refusal(String moduleId) {
    return Optional.empty();
  }

  /**
   * Creates the tenant's resources, or migrates them to this version from any older one.
   *
   * @param request names the tenant, and lets the module call others on its behalf
   * @param progress receives a sentence after each step; may be called from any thread
   * @param last the last step before the work for the tenant begins; it does not begin if that
   *     fails
   */
  Future<Void> enable(OkapiRequest request, Consumer<String> progress, Supplier<Future<Void>> last);

  /** Stops working for the tenant; keeps its data. */
  Future<Void> disable(TenantId tenant);

  /** Removes the tenant's data. */
  Future<Void> purge(TenantId tenant);
}
