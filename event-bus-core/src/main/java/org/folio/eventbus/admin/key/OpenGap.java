/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import java.time.Instant;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Sequences that a subscription misses.
 *
 * @param subscription the subscription
 * @param key stream and key
 * @param range the sequences
 * @param noticedAt when their absence was reported
 * @param state whether they can still come
 * @param cause what is suspected or known
 * @param requests how often the producer was asked for them
 * @param requestedAt when it was asked last, or null if it was not
 * @param partition where the missing events were sent, or null if that is not known
 */
public record OpenGap(
    String subscription,
    StreamKey key,
    SequenceRange range,
    Instant noticedAt,
    State state,
    String cause,
    int requests,
    @Nullable Instant requestedAt,
    @Nullable Integer partition) {

  /** Whether missing events can still come. */
  public enum State {
    /** The producer is asked for them again and again. */
    OPEN,
    /** The producer does not have them any more. */
    UNAVAILABLE
  }
}
