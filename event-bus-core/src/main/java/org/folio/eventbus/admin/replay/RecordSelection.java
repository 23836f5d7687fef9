/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a subscription's topics are to be read again from Kafka. What is null does not
 * restrict; {@link #ALL} is what Kafka has when the reading begins.
 *
 * @param offsets the place on one partition
 * @param from when the record was written, earliest, by its timestamp
 * @param to when the record was written, before this time
 * @param key the key of the event
 * @param eventIds ids of the events
 * @param most how many events at most, from 1 to {@link #MOST_EVENTS}
 */
public record RecordSelection(
    @Nullable OffsetRange offsets,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String key,
    @Nullable Set<UUID> eventIds,
    int most) {

  /** A busy month of a large library; whoever wants more goes on from where the reading ended. */
  public static final int MOST_EVENTS = 1_000_000;

  /** Everything, to be restricted. */
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

  /** These places only. */
  public RecordSelection at(OffsetRange only) {
    return new RecordSelection(only, from, to, key, eventIds, most);
  }

  /** Records that were written in this time only; the end does not belong to it. */
  public RecordSelection writtenBetween(Instant earliest, Instant end) {
    return new RecordSelection(offsets, earliest, end, key, eventIds, most);
  }

  /** The events of one key only. */
  public RecordSelection ofKey(String only) {
    return new RecordSelection(offsets, from, to, only, eventIds, most);
  }

  /** These events only. */
  public RecordSelection ofEvents(Set<UUID> only) {
    return new RecordSelection(offsets, from, to, key, only, most);
  }

  /** Not more than so many events. */
  public RecordSelection atMost(int events) {
    return new RecordSelection(offsets, from, to, key, eventIds, events);
  }

  /** Whether the record's own time is selected. */
  public boolean coversTime(Instant written) {
    return (from == null || !written.isBefore(from)) && (to == null || written.isBefore(to));
  }

  /** Whether it is told by the event, not only by its place and time, what is selected. */
  public boolean restrictsEvents() {
    return key != null || eventIds != null;
  }

  /** Whether the event is selected, wherever it lies. */
  public boolean covers(Event event) {
    return (key == null || key.equals(event.key()))
        && (eventIds == null || eventIds.contains(event.id()));
  }
}
