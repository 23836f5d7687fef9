/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import io.vertx.core.Future;

/** Runs when a beacon is reached and everything before it is finished. */
@FunctionalInterface
public interface BeaconWork {

  /**
   * Compares the beacon with the received events. A failure skips the beacon: the next one includes
   * its content.
   *
   * @param quiet whether no record after the beacon is in flight or finished
   */
  Future<Void> check(Delivery beacon, boolean quiet);
}
