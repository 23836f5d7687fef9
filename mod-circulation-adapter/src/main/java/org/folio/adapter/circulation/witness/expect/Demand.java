/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

/** How much an event is expected. */
public enum Demand {
  /** mod-circulation publishes it; if it does not come, it was lost. */
  REQUIRED,
  /** The change needs it, and mod-circulation never publishes it. */
  BY_RULE,
  /** mod-circulation may publish it, and nothing is missing if it does not. */
  ALLOWED
}
