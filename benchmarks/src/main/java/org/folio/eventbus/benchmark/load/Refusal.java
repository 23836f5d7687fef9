/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

/** What a contender does with an event that its handler refuses, and so what must come out. */
public enum Refusal {
  /** The event and all later ones of its key have no effect. */
  PARKS_KEY,
  /** The event has no effect; later ones of its key have theirs. */
  DROPS_EVENT
}
