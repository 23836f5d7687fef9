/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;

/** Decides which instance of a module works on a lane of a tenant. */
interface LaneLock {

  /** Tells whether this instance works on the lane, after trying to become the one that does. */
  Future<Boolean> acquire();

  /** Whether another instance should work on the lane, because this one has more than its share. */
  boolean wantedElsewhere();

  /** Lets another instance work on the lane. */
  Future<Void> release();
}
