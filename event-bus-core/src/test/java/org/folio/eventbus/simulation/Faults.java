/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;

/** The probabilities of faults. In the end there are none, so that all work can finish. */
public final class Faults {

  // Probability that a request fails.
  private static final double STRIKE = 0.02;
  // Probability that a message takes long.
  private static final double SLOW = 0.02;

  private final VirtualTime time;
  private boolean calm;

  Faults(VirtualTime time) {
    this.time = time;
  }

  boolean strikes() {
    return !calm && time.happens(STRIKE);
  }

  /** The latency of a message. */
  public Duration latency() {
    return !calm && time.happens(SLOW) ? time.millis(50, 600) : time.millis(0, 3);
  }

  /** Whether something of the given probability happens; always false when all is calm. */
  public boolean happens(double probability) {
    return !calm && time.happens(probability);
  }

  /** Whether the faults are over. */
  public boolean calm() {
    return calm;
  }

  void end() {
    calm = true;
  }
}
