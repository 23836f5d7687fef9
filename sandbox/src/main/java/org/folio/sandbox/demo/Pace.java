/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import org.folio.sandbox.install.Await;

/**
 * The rate of all writers together.
 *
 * @param batch events in one transaction
 * @param eventsPerSecond 0 for no limit
 */
record Pace(int batch, int eventsPerSecond) {

  static final Pace FULL_SPEED = new Pace(100, 0);

  private static final long SECOND = 1_000_000_000L;

  /**
   * Waits until it is time.
   *
   * @param beginning the {@link System#nanoTime()} of the first event
   * @param number the number of the event, over all writers, from 0
   */
  void await(long beginning, int number) {
    if (eventsPerSecond > 0) {
      Await.moment(beginning + SECOND * number / eventsPerSecond);
    }
  }
}
