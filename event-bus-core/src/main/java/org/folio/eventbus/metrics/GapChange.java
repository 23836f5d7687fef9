/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

/** What happened to missing sequences. */
public enum GapChange {
  /** They did not arrive within the hold time. */
  OPENED,
  /** They arrived after all. */
  HEALED,
  /** The producer does not have them any more. */
  UNAVAILABLE
}
