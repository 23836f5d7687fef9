/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import org.folio.eventbus.admin.action.ActionResult;
import org.jspecify.annotations.Nullable;

/**
 * The result of a release or of its dry run.
 *
 * @param result the result as for any action
 * @param released what was applied and what still waits; for a dry run, nothing and all
 * @param last of a dry run by cause, the position of the last key that it counted, 0 if it counted
 *     none; else null
 * @param next the position after which further keys of the cause wait; null if there are none
 */
public record Release(
    ActionResult result, ReleaseResult released, @Nullable Long last, @Nullable Long next) {

  /** A release of one key. */
  public Release(ActionResult result, ReleaseResult released) {
    this(result, released, null, null);
  }
}
