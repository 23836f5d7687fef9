/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The extent of a search in one table.
 *
 * @param table {@code outbox}, {@code journal} or {@code receipts}
 * @param by the access path: {@code by key}, {@code by operation}, {@code by time}, or {@code not
 *     at all}
 * @param from beginning of the searched time; null for the beginning of what is kept
 * @param to end of the searched time
 * @param complete whether everything that the question covers was searched
 * @param note the part that was not searched, and how to search it; null if all was
 */
public record Searched(
    String table,
    String by,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean complete,
    @Nullable String note) {}
