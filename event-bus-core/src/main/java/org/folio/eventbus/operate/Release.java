/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import org.folio.eventbus.park.ActionResult;
import org.folio.eventbus.park.ReleaseResult;

/**
 * What a release has done, or would do.
 *
 * @param result as of any action
 * @param released what was applied and what still waits; of a dry run, nothing and all
 */
public record Release(ActionResult result, ReleaseResult released) {}
