/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import org.folio.sandbox.install.Await;

/**
 * How fast writers publish together.
 *
 * @param batch events in one transaction
 * @param eventsPerSecond 0 for as fast as they can
 */
record Pace(int batch, int eventsPerSecond) {

  static final Pace FULL_SPEED = new Pace(100, 0);

  private static final long SECOND = 1_000_000_000L;

  /** Waits until a writer may send its next batch. */
  void await(long beginning, int writer, int writers, int batchNumber) {
    if (eventsPerSecond > 0) {
      long interval = SECOND * batch * writers / eventsPerSecond;
      // Taking turns spreads the events evenly.
      long turn = interval * writer / writers;
      Await.moment(beginning + turn + interval * batchNumber);
    }
  }
}
