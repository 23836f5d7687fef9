/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import org.folio.eventbus.admin.action.ActionResult;
import org.jspecify.annotations.Nullable;

/**
 * What a release has done, or would do.
 *
 * @param result as of any action
 * @param released what was applied and what still waits; of a dry run, nothing and all
 * @param next after which place further keys of the cause wait; null if none do
 */
public record Release(ActionResult result, ReleaseResult released, @Nullable Long next) {

  /** A release of one key. */
  public Release(ActionResult result, ReleaseResult released) {
    this(result, released, null);
  }
}
