/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

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
 */
public record ReplaySelection(
    String stream,
    @Nullable String key,
    @Nullable Set<UUID> eventIds,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Everything on a stream, to be restricted. */
  public static ReplaySelection of(String stream) {
    return new ReplaySelection(stream, null, null, null, null);
  }

  /** The events of one key only. */
  public ReplaySelection ofKey(String only) {
    return new ReplaySelection(stream, only, eventIds, from, to);
  }

  /** These events only. */
  public ReplaySelection ofEvents(Set<UUID> only) {
    return new ReplaySelection(stream, key, Set.copyOf(only), from, to);
  }

  /** Events that were sent in this time only; the end does not belong to it. */
  public ReplaySelection sentBetween(Instant earliest, Instant end) {
    return new ReplaySelection(stream, key, eventIds, earliest, end);
  }
}
