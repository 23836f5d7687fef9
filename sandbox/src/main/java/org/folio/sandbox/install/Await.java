/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition, or for a moment. Safe for use by several threads. */
public final class Await {

  private static final Executor SOON =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

  private Await() {}

  /**
   * Checks a condition repeatedly.
   *
   * @param what completes the sentence "Waited in vain for …"
   * @throws IllegalStateException if it is not true at the end of the limit
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "Waited in vain for %s (%s s)".formatted(what, limit.toSeconds()));
      }
      CompletableFuture.runAsync(() -> {}, SOON).join();
    }
  }

  /** Returns when {@link System#nanoTime()} has reached the moment. */
  public static void moment(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      Executor then = CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, Runnable::run);
      CompletableFuture.runAsync(() -> {}, then).join();
    }
  }
}
