/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;

/** Decides which instance of a module works on a lane of a tenant. */
interface LaneLock {

  /** Whether this instance works on the lane; tries to acquire the lane first. */
  Future<Boolean> acquire();

  /** Whether this instance should hand the lane over, because it has more than its share. */
  boolean wantedElsewhere();

  /** Hands the lane over. */
  Future<Void> release();
}
