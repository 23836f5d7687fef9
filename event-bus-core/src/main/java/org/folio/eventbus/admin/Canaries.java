/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.jspecify.annotations.Nullable;

/** Publishes canaries, and tells when the last one arrived. Usable from any thread. */
public interface Canaries {

  /** How often the module publishes canaries by itself; zero for never. */
  Duration interval();

  /** The last canary of a day that each subscription of the module has seen. */
  Future<List<SeenCanary>> seen(TenantId tenant);

  /**
   * Publishes canaries because an operator asks for it.
   *
   * @param stream null for all streams that the module publishes
   * @return fails with {@link IllegalArgumentException} if the module cannot publish any there
   */
  Future<ActionResult> publish(
      TenantId tenant, @Nullable String stream, Justification why, boolean dryRun);
}
