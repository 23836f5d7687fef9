/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

/**
 * The progress of a subscription with one key.
 *
 * @param last the highest sequence that was applied or skipped; 0 before the first
 * @param parked whether events of the key are parked
 * @param openGaps number of ranges of missing sequences
 */
public record Cursor(long last, boolean parked, int openGaps) {

  /** The cursor before the first event. */
  public static final Cursor START = new Cursor(0, false, 0);
}
