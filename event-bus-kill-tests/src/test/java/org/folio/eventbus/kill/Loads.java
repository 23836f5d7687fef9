/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;

/** The load of a producer. */
final class Loads {

  /**
   * Gives about 300 events a second, which leaves room for starting processes on two processor
   * cores.
   */
  static final Duration PAUSE = Duration.ofMillis(15);

  private Loads() {}
}
