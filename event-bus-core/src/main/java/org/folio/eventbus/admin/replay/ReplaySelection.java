/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects events of the journal to be sent again. A null member does not restrict the selection.
 *
 * @param stream the stream
 * @param key the key
 * @param eventIds ids of the events
 * @param from the earliest time at which they were sent
 * @param to the end of the time at which they were sent, exclusive
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

  /** All events of a stream, to be restricted. */
  public static ReplaySelection of(String stream) {
    return new ReplaySelection(stream, null, null, null, null, null, null);
  }

  /** Restricts the selection to the events of one key. */
  public ReplaySelection ofKey(String only) {
    return new ReplaySelection(stream, only, eventIds, from, to, firstSequence, lastSequence);
  }

  /** Restricts the selection to these events. */
  public ReplaySelection ofEvents(Set<UUID> only) {
    return new ReplaySelection(
        stream, key, Set.copyOf(only), from, to, firstSequence, lastSequence);
  }

  /** Restricts the selection to events that were sent in this time; the end is exclusive. */
  public ReplaySelection sentBetween(@Nullable Instant earliest, @Nullable Instant end) {
    return new ReplaySelection(stream, key, eventIds, earliest, end, firstSequence, lastSequence);
  }

  /** Restricts the selection to the sequences from first to last, both inclusive. */
  public ReplaySelection sequences(@Nullable Long first, @Nullable Long last) {
    return new ReplaySelection(stream, key, eventIds, from, to, first, last);
  }
}
