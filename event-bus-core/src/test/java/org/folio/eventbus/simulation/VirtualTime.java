/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** The scheduler of a simulation; every action is a task that it selects. */
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

  /** Nanoseconds since the start. */
  public long now() {
    return now;
  }

  /** The seeded source of all random numbers. */
  public Random chance() {
    return chance;
  }

  /** True with the given probability. */
  public boolean happens(double probability) {
    return chance.nextDouble() < probability;
  }

  /** A random duration between two numbers of milliseconds. */
  public Duration millis(int least, int most) {
    return Duration.ofMillis(least + (long) chance.nextInt(most - least + 1));
  }

  /** Schedules an action; actions at the same time run in any order. */
  public void in(Duration delay, Runnable action) {
    tasks.add(new Task(now + delay.toNanos(), chance.nextInt(), number++, action));
  }

  /** Runs the next action. */
  void step() {
    Task next = tasks.remove();
    now = next.at();
    next.action().run();
  }
}
