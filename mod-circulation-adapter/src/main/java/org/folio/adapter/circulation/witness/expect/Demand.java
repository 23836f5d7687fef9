/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

/** How strictly an event is expected. */
public enum Demand {
  /** mod-circulation publishes it; if it does not arrive, it was lost. */
  REQUIRED,
  /** The change needs it, and mod-circulation never publishes it. */
  BY_RULE,
  /** mod-circulation may publish it; its absence is no loss. */
  ALLOWED
}
