/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * Selects records of a subscription's topics to be read again from Kafka. A null member does not
 * restrict the selection; {@link #ALL} selects everything that Kafka holds when the replay starts.
 *
 * @param offsets a range on one partition
 * @param from the earliest timestamp of a record
 * @param to the end of the timestamps, exclusive
 * @param key the key of the event
 * @param eventIds ids of the events
 * @param most the maximum number of events, from 1 to {@link #MOST_EVENTS}
 */
public record RecordSelection(
    @Nullable OffsetRange offsets,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String key,
    @Nullable Set<UUID> eventIds,
    int most) {

  /** A busy month of a large library; a further replay resumes where this one ended. */
  public static final int MOST_EVENTS = 1_000_000;

  /** All records, to be restricted. */
  public static final RecordSelection ALL =
      new RecordSelection(null, null, null, null, null, MOST_EVENTS);

  /**
   * Checks the number and copies the ids.
   *
   * @throws IllegalArgumentException if {@code most} is out of range
   */
  public RecordSelection {
    if (most < 1 || most > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "most must be from 1 to %s, not %s".formatted(MOST_EVENTS, most));
    }
    eventIds = eventIds == null ? null : Set.copyOf(eventIds);
  }

  /** Restricts the selection to these offsets. */
  public RecordSelection at(OffsetRange only) {
    return new RecordSelection(only, from, to, key, eventIds, most);
  }

  /** Restricts the selection to records with a timestamp in this range; the end is exclusive. */
  public RecordSelection writtenBetween(Instant earliest, Instant end) {
    return new RecordSelection(offsets, earliest, end, key, eventIds, most);
  }

  /** Restricts the selection to the events of one key. */
  public RecordSelection ofKey(String only) {
    return new RecordSelection(offsets, from, to, only, eventIds, most);
  }

  /** Restricts the selection to these events. */
  public RecordSelection ofEvents(Set<UUID> only) {
    return new RecordSelection(offsets, from, to, key, only, most);
  }

  /** Limits the number of events. */
  public RecordSelection atMost(int events) {
    return new RecordSelection(offsets, from, to, key, eventIds, events);
  }

  /** Whether the selection covers a record with this timestamp. */
  public boolean coversTime(Instant written) {
    return (from == null || !written.isBefore(from)) && (to == null || written.isBefore(to));
  }

  /** Whether the selection depends on the event, not only on offset and timestamp. */
  public boolean restrictsEvents() {
    return key != null || eventIds != null;
  }

  /** Whether the selection covers the event, regardless of its offset. */
  public boolean covers(Event event) {
    return (key == null || key.equals(event.key()))
        && (eventIds == null || eventIds.contains(event.id()));
  }
}
