/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;

/** How much a producer writes under load. */
final class Loads {

  /** Some 300 events a second, which leaves two processor cores room for processes that start. */
  static final Duration PAUSE = Duration.ofMillis(15);

  private Loads() {}
}
