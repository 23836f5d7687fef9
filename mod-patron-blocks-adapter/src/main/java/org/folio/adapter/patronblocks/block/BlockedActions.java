/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

/** The blocked actions of a patron, out of three. */
record BlockedActions(boolean borrowing, boolean renewals, boolean requests) {

  static final BlockedActions NONE = new BlockedActions(false, false, false);

  /** The actions blocked in both. */
  BlockedActions and(BlockedActions other) {
    return new BlockedActions(
        borrowing && other.borrowing, renewals && other.renewals, requests && other.requests);
  }

  /** The actions blocked here and not there. */
  BlockedActions without(BlockedActions other) {
    return and(new BlockedActions(!other.borrowing, !other.renewals, !other.requests));
  }

  boolean any() {
    return borrowing || renewals || requests;
  }
}
