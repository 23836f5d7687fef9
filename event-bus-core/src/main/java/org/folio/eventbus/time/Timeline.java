/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Time and chance. Everything that decides takes both from here, so that a simulation can run it
 * with a clock and a seed of its own. Callbacks run on the thread that the decisions run on.
 */
public interface Timeline {

  /** Nanoseconds since some moment in the past; never runs backwards. */
  long nanoTime();

  /**
   * Calls back once, not before the time has passed.
   *
   * @param delay at least 0
   * @return cancels the call if it has not begun
   */
  Runnable after(Duration delay, Runnable action);

  /** The source of chance, for example for jitter. */
  RandomGenerator chance();

  /** Calls back again and again, the first time after one interval, until cancelled. */
  default Runnable every(Duration interval, Runnable action) {
    return new Repetition(this, interval, action).start();
  }
}
