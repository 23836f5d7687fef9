/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The caller of some work. It waits until it leaves, or until the work asks it to stay because it
 * takes effect now. Whatever comes first counts.
 */
final class WaitingCaller {

  private enum State {
    WAITS,
    STAYS,
    LEFT
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WAITS);

  /** Whether the caller stays to the end of the work; false if it has left. */
  boolean stays() {
    return state.updateAndGet(now -> now == State.WAITS ? State.STAYS : now) == State.STAYS;
  }

  /** Whether the caller leaves; false if it stays. */
  boolean leaves() {
    return state.updateAndGet(now -> now == State.WAITS ? State.LEFT : now) == State.LEFT;
  }
}
