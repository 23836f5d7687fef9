/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * A cause of parked keys.
 *
 * @param subscription the subscription, or {@code relay}
 * @param cause without numbers and ids, so that similar causes are grouped
 * @param keys number of keys that it parked
 * @param events parked events of these keys
 * @param since when the first of them was parked
 * @param latest when the last of them was parked
 * @param key one of them
 * @param eventId the first parked event of that key; null if it is unreadable
 * @param type the type of that event
 */
public record ParkedCause(
    String subscription,
    String cause,
    long keys,
    long events,
    Instant since,
    Instant latest,
    StreamKey key,
    @Nullable UUID eventId,
    @Nullable String type) {}
