/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** The one scheduler of a simulation: everything that happens is a task that it has chosen. */
public final class VirtualTime {

  private record Task(long at, int tie, long number, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingLong(Task::at)
              .thenComparingInt(Task::tie)
              .thenComparingLong(Task::number));
  private final Random chance;
  private long now;
  private long number;

  VirtualTime(long seed) {
    this.chance = new Random(seed);
  }

  /** Nanoseconds since the beginning. */
  public long now() {
    return now;
  }

  /** The seeded source of all chance. */
  public Random chance() {
    return chance;
  }

  /** True with the given probability. */
  public boolean happens(double probability) {
    return chance.nextDouble() < probability;
  }

  /** A time between two numbers of milliseconds. */
  public Duration millis(int least, int most) {
    return Duration.ofMillis(least + (long) chance.nextInt(most - least + 1));
  }

  /** Lets something happen later; what happens at the same time comes in any order. */
  public void in(Duration delay, Runnable action) {
    tasks.add(new Task(now + delay.toNanos(), chance.nextInt(), number++, action));
  }

  /** Lets the next thing happen. */
  void step() {
    Task next = tasks.remove();
    now = next.at();
    next.action().run();
  }
}
