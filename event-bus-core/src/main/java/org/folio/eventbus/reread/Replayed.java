/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.json.JsonObject;
import org.folio.eventbus.admin.replay.ReplayResult;

/**
 * A completed replay, as logged.
 *
 * @param operation its last entry in the operation log
 * @param before the state of the subscription before: missing, parked and applied events of the
 *     selection
 * @param after the state after the replay, with the counts of the replay
 */
public record Replayed(ReplayResult result, long operation, JsonObject before, JsonObject after) {}
