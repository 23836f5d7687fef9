/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the journal are to be sent again. What is null does not restrict.
 *
 * @param stream the stream
 * @param key the key
 * @param eventIds ids of the events
 * @param from when they were sent, earliest
 * @param to when they were sent, before this time
 * @param firstSequence the lowest sequence, from 1
 * @param lastSequence the highest sequence
 */
public record ReplaySelection(
    String stream,
    @Nullable String key,
    @Nullable Set<UUID> eventIds,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long firstSequence,
    @Nullable Long lastSequence) {

  /** Everything on a stream, to be restricted. */
  public static ReplaySelection of(String stream) {
    return new ReplaySelection(stream, null, null, null, null, null, null);
  }

  /** The events of one key only. */
  public ReplaySelection ofKey(String only) {
    return new ReplaySelection(stream, only, eventIds, from, to, firstSequence, lastSequence);
  }

  /** These events only. */
  public ReplaySelection ofEvents(Set<UUID> only) {
    return new ReplaySelection(
        stream, key, Set.copyOf(only), from, to, firstSequence, lastSequence);
  }

  /** Events that were sent in this time only; the end does not belong to it. */
  public ReplaySelection sentBetween(@Nullable Instant earliest, @Nullable Instant end) {
    return new ReplaySelection(stream, key, eventIds, earliest, end, firstSequence, lastSequence);
  }

  /** Sequences from the first to the last only, both included. */
  public ReplaySelection sequences(@Nullable Long first, @Nullable Long last) {
    return new ReplaySelection(stream, key, eventIds, from, to, first, last);
  }
}
