/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

/** A change of missing sequences. */
public enum GapChange {
  /** They did not arrive within the hold time. */
  OPENED,
  /** They arrived late. */
  HEALED,
  /** They are no longer in the journal of the producer. */
  UNAVAILABLE
}
