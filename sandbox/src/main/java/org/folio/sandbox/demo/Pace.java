/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import org.folio.sandbox.install.Await;

/**
 * How fast all writers together publish.
 *
 * @param batch events in one transaction
 * @param eventsPerSecond 0 for as fast as they can
 */
record Pace(int batch, int eventsPerSecond) {

  static final Pace FULL_SPEED = new Pace(100, 0);

  private static final long SECOND = 1_000_000_000L;

  /**
   * Waits until it is time.
   *
   * @param beginning the {@link System#nanoTime()} of the first event
   * @param number which event it is, counted over all writers from 0
   */
  void await(long beginning, int number) {
    if (eventsPerSecond > 0) {
      Await.moment(beginning + SECOND * number / eventsPerSecond);
    }
  }
}
