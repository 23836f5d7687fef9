/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generated event.
 *
 * @param id the event's id
 * @param type for example {@code ITEM_CHECKED_OUT}
 * @param user the borrower, who is the event's key
 * @param loan the loan
 * @param sequence number within the user, from 1
 * @param dueDate the due date that the event sets, or null if it sets none
 * @param payload the payload as JSON text
 */
public record GeneratedEvent(
    UUID id,
    String type,
    UUID user,
    UUID loan,
    long sequence,
    @Nullable Instant dueDate,
    String payload) {}
