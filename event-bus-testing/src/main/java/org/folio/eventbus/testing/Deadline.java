/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A point in time until which an action is retried. */
final class Deadline {

  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  boolean passed() {
    return remainingNanos() <= 0;
  }

  long remainingNanos() {
    return end - System.nanoTime();
  }

  /** Waits a moment before the next attempt. */
  void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Interrupted while waiting for a server");
    }
  }
}
