/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.json.JsonObject;
import org.folio.eventbus.admin.replay.ReplayResult;

/**
 * A replay that has ended, as it is noted.
 *
 * @param operation its last entry in the operation log
 * @param before how the subscription stood before: what of it is missing, parked and applied
 * @param after the same after it, and what was read and what became of it
 */
public record Replayed(ReplayResult result, long operation, JsonObject before, JsonObject after) {}
