/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

/** The treatment of an event that the handler refuses; it determines the expected result. */
public enum Refusal {
  /** The event and all later ones of its key have no effect. */
  PARKS_KEY,
  /** The event has no effect; later events of its key have one. */
  DROPS_EVENT
}
