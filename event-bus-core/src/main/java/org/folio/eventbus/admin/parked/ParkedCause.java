/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Why keys stand still.
 *
 * @param subscription the subscription, or {@code relay}
 * @param cause without numbers and ids, so that alike causes are one
 * @param keys how many keys stand still for it
 * @param events parked events of these keys
 * @param since since when the first of them
 * @param key one of them
 * @param eventId its first parked event; null if it is unreadable
 * @param type the type of that event
 */
public record ParkedCause(
    String subscription,
    String cause,
    long keys,
    long events,
    Instant since,
    StreamKey key,
    @Nullable UUID eventId,
    @Nullable String type) {}
