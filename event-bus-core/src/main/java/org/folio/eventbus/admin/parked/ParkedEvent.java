/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.ParkedState;
import org.jspecify.annotations.Nullable;

/**
 * A parked record as an operator sees it.
 *
 * @param position its position among all parked records
 * @param eventId null if it is unreadable
 * @param sequence null if it is unreadable
 * @param type null if it is unreadable
 * @param cause why it cannot be applied; null if it only waits
 * @param payload as text; it may hold personal data
 * @param edited whether an operator has edited its payload
 */
public record ParkedEvent(
    long position,
    StreamKey key,
    @Nullable UUID eventId,
    @Nullable Long sequence,
    @Nullable String type,
    ParkedState state,
    @Nullable String cause,
    Instant since,
    String topic,
    int partition,
    long offset,
    String payload,
    boolean edited) {}
