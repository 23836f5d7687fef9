/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.folio.eventbus.time.Timeline;

/** A clock that moves only when it is told to; no timer ever fires. */
final class StandingTime implements Timeline {

  private final RandomGenerator chance = new Random(1);
  private long now;

  void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    return () -> {};
  }

  @Override
  public RandomGenerator chance() {
    return chance;
  }
}
