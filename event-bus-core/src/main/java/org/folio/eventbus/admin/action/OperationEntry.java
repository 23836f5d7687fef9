/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action of an operator.
 *
 * @param id later entries have higher ids
 * @param subject the object of the action
 * @param performedBy the user's id, or unknown
 * @param before the state before the action; null if it was not logged
 * @param after the state after the action; null if it was not logged
 */
public record OperationEntry(
    long id,
    String action,
    JsonObject subject,
    String reason,
    String performedBy,
    String outcome,
    Instant performedAt,
    @Nullable JsonObject before,
    @Nullable JsonObject after) {}
