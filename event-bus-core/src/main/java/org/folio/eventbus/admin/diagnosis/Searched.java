/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a search has looked at in one table.
 *
 * @param table {@code outbox}, {@code journal} or {@code receipts}
 * @param by how: {@code by key}, {@code by operation}, {@code by time}, or {@code not at all}
 * @param from from when; null for the beginning of what is kept
 * @param to until when
 * @param complete whether all that the question is about was looked at
 * @param note what was not, and how to ask; null if all was
 */
public record Searched(
    String table,
    String by,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean complete,
    @Nullable String note) {}
