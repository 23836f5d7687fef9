/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

/**
 * How far a subscription has come with one key.
 *
 * @param last the highest sequence that was applied or skipped; 0 before the first
 * @param parked whether events of the key wait among the parked ones
 * @param openGaps number of ranges of sequences that have not arrived
 */
public record Cursor(long last, boolean parked, int openGaps) {

  /** Before the first event. */
  public static final Cursor START = new Cursor(0, false, 0);
}
