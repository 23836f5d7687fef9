/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;

/**
 * Operators' actions on many events at once: replay, republication, reset of offsets. Safe for use
 * by several threads.
 */
public interface StreamActions {

  /** Reads records of a subscription again and applies the events that it has missed. */
  Future<ActionResult> replay(
      TenantId tenant,
      String subscription,
      RecordSelection selection,
      Justification why,
      boolean dryRun);

  /**
   * Reads records again into a schema beside the live one, and compares both. Rows that differ may
   * hold personal data.
   *
   * @param tables the tables to compare; empty for all tables of the module
   */
  Future<ActionResult> shadow(
      TenantId tenant,
      String subscription,
      RecordSelection selection,
      List<ComparedTable> tables,
      Justification why,
      boolean dryRun);

  /** Resets a subscription's offsets on the tenant's topics. */
  Future<ActionResult> reset(
      TenantId tenant, String subscription, ResetTarget target, Justification why, boolean dryRun);

  /**
   * Sends events of the journal again.
   *
   * @return fails with {@link IllegalArgumentException} if the module does not publish the stream
   */
  Future<ActionResult> republish(
      TenantId tenant, ReplaySelection selection, Justification why, boolean dryRun);
}
