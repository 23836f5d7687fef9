/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;

/** How rough the world is. It is calm in the end, so that everything can be finished. */
public final class Faults {

  // One request in so many fails.
  private static final double STRIKE = 0.02;
  // One in so many takes long.
  private static final double SLOW = 0.02;

  private final VirtualTime time;
  private boolean calm;

  Faults(VirtualTime time) {
    this.time = time;
  }

  boolean strikes() {
    return !calm && time.happens(STRIKE);
  }

  /** How long a message is on its way. */
  public Duration latency() {
    return !calm && time.happens(SLOW) ? time.millis(50, 600) : time.millis(0, 3);
  }

  /** Whether something of the given probability happens; in the calm, nothing does. */
  public boolean happens(double probability) {
    return !calm && time.happens(probability);
  }

  /** Whether the storm is over. */
  public boolean calm() {
    return calm;
  }

  void end() {
    calm = true;
  }
}
