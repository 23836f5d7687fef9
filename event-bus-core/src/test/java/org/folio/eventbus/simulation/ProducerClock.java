/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.time.Instant;

/** The clock for the timestamps of producers, which is wrong at times. */
public final class ProducerClock {

  // Brokers accept timestamps that are ahead by less, unless they accept any.
  private static final Duration TOLERANCE = Duration.ofHours(1);

  private final VirtualTime time;
  private final boolean watched;
  private Duration ahead = Duration.ZERO;

  /**
   * Creates a correct clock.
   *
   * @param watched whether brokers refuse timestamps that are far ahead
   */
  ProducerClock(VirtualTime time, boolean watched) {
    this.time = time;
    this.watched = watched;
  }

  void set(Duration difference) {
    ahead = difference;
  }

  Instant now() {
    return Instant.EPOCH.plusNanos(time.now()).plus(ahead);
  }

  /** The time in milliseconds, as in the timestamps of records. */
  public long millis() {
    return now().toEpochMilli();
  }

  /** Whether brokers accept a record with this timestamp. */
  public boolean passes(long millis) {
    Instant latest = Instant.EPOCH.plusNanos(time.now()).plus(TOLERANCE);
    return !watched || !Instant.ofEpochMilli(millis).isAfter(latest);
  }
}
