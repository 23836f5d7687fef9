/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A clock that moves only when a test moves it, and runs due callbacks on the way. */
public final class StandingTime implements Timeline {

  private final RandomGenerator chance = new Random(1);
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
  private long now;
  private long number;

  /** Advances the time without running callbacks, as if the machine stood still. */
  public void standStill(Duration time) {
    now += time.toNanos();
  }

  /** Advances the time and runs each callback when it is due, in the order of their times. */
  public void pass(Duration time) {
    long end = now + time.toNanos();
    while (!timers.isEmpty() && timers.peek().due() <= end) {
      Timer timer = timers.remove();
      now = Math.max(now, timer.due());
      timer.action().run();
    }
    now = end;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Timer timer = new Timer(now + delay.toNanos(), number++, action);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public RandomGenerator chance() {
    return chance;
  }

  private record Timer(long due, long number, Runnable action) {}
}
