/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key whose events are parked.
 *
 * @param subscription the subscription that could not apply them
 * @param stream the stream
 * @param key the key
 * @param events number of parked events, the poison event included
 * @param firstSequence the lowest parked sequence, or null if the records are unreadable
 * @param since when the first event was parked
 * @param eventId the poison event, or null if it is unreadable
 * @param type its type, or null if it is unreadable
 * @param cause why it could not be applied
 * @param unreadable whether the records cannot be read as events; such records cannot be released
 */
public record ParkedKey(
    String subscription,
    String stream,
    String key,
    long events,
    @Nullable Long firstSequence,
    Instant since,
    @Nullable UUID eventId,
    @Nullable String type,
    @Nullable String cause,
    boolean unreadable) {}
