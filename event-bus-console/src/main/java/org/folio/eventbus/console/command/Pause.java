/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two rounds. */
final class Pause {

  private Pause() {}

  /** Waits. False if this thread is interrupted meanwhile. */
  static boolean of(Duration length) {
    try {
      return !new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
