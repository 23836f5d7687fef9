/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did.
 *
 * @param id higher for later ones
 * @param subject what it was done to
 * @param performedBy the user's id, or unknown
 * @param before how it stood before; null if that was not noted
 * @param after how it stood after; null if that was not noted
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
