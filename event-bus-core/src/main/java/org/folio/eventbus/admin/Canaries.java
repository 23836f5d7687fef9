/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.jspecify.annotations.Nullable;

/** Publishes canaries, and reports when the last one arrived. Safe for use by several threads. */
public interface Canaries {

  /** The interval at which the module publishes canaries on its own; zero for never. */
  Duration interval();

  /** The last canary that each subscription of the module received within a day. */
  Future<List<SeenCanary>> seen(TenantId tenant);

  /**
   * Publishes canaries at an operator's request.
   *
   * @param stream null for all streams that the module publishes
   * @return fails with {@link IllegalArgumentException} if the module cannot publish canaries there
   */
  Future<ActionResult> publish(
      TenantId tenant, @Nullable String stream, Justification why, boolean dryRun);
}
