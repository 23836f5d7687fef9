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
 * @param noticedAt when they were reported as missing
 * @param state whether they can still arrive
 * @param cause the suspected or known cause
 * @param requests how often the producer was asked for them
 * @param requestedAt when the producer was last asked, or null if it was not
 * @param partition the partition that the missing events were sent to, or null if it is not known
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

  /** Whether missing events can still arrive. */
  public enum State {
    /** The producer is asked for them again and again. */
    OPEN,
    /** They are no longer in the journal of the producer. */
    UNAVAILABLE
  }
}
