/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import org.folio.eventbus.Event;

/** The order of the facts of one {@link Source}. */
public final class Stamps {

  // 2^43 milliseconds reach the year 2248; together both parts stay below 2^63.
  private static final long LAST_MILLISECOND = (1L << 43) - 1;
  private static final int OFFSET_BITS = 20;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  private Stamps() {}

  /**
   * The stamp of an event: its number; without one its time in milliseconds, and within a
   * millisecond the end of its offset. Offsets of different topics cannot be compared. Times can:
   * as far as the producers' clocks agree, that is the order of the facts.
   */
  public static long of(Event event) {
    if (Source.of(event) == Source.NUMBERED) {
      return event.sequence();
    }
    long millis = Math.max(0, Math.min(LAST_MILLISECOND, event.time().toEpochMilli()));
    return Math.max(1, millis << OFFSET_BITS | event.sequence() & OFFSET_MASK);
  }
}
