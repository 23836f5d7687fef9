/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.time.Instant;

/** The clock by which producers date what they send, which is wrong at times. */
public final class ProducerClock {

  // Brokers take records of other clocks that are ahead by less, unless they take any.
  private static final Duration TOLERANCE = Duration.ofHours(1);

  private final VirtualTime time;
  private final boolean watched;
  private Duration ahead = Duration.ZERO;

  /**
   * A clock that is right.
   *
   * @param watched whether brokers refuse what is dated far ahead
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

  /** Milliseconds, as records are dated. */
  public long millis() {
    return now().toEpochMilli();
  }

  /** Whether brokers take a record that is dated so. */
  public boolean passes(long millis) {
    Instant latest = Instant.EPOCH.plusNanos(time.now()).plus(TOLERANCE);
    return !watched || !Instant.ofEpochMilli(millis).isAfter(latest);
  }
}
