/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets the bytes of one direction pass, or holds them. Safe for use by several threads. */
final class ProxyGate {

  // A longer write waits for a receiver that does not read; its bytes are on their way.
  private static final Duration PASSING_LIMIT = Duration.ofSeconds(1);

  private boolean shut;
  private int passing;

  /** An action that passes the gate. */
  interface Passage<X extends Exception> {
    void pass() throws X;
  }

  /** Runs the action as soon as the gate is open. */
  <X extends Exception> void pass(Passage<X> passage) throws X, InterruptedException {
    synchronized (this) {
      while (shut) {
        wait();
      }
      passing++;
    }
    try {
      passage.pass();
    } finally {
      synchronized (this) {
        passing--;
        notifyAll();
      }
    }
  }

  /** Shuts the gate; nothing passes after this returns. */
  synchronized void shut() {
    shut = true;
    Deadline deadline = Deadline.in(PASSING_LIMIT);
    try {
      while (passing > 0 && !deadline.passed()) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline.remainingNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while shutting a proxy's gate", e);
    }
  }

  synchronized void open() {
    shut = false;
    notifyAll();
  }

  synchronized boolean isShut() {
    return shut;
  }
}
