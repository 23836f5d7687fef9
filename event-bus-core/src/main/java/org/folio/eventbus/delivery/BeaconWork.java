/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import io.vertx.core.Future;

/** What is done when a beacon is reached and all before it is finished. */
@FunctionalInterface
public interface BeaconWork {

  /**
   * Compares the beacon with what has arrived. A failure passes the beacon over: the next one says
   * the same and more.
   *
   * @param quiet whether nothing that lies behind the beacon is in work or finished
   */
  Future<Void> check(Delivery beacon, boolean quiet);
}
