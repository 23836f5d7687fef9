/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** What became of the event that should have kept summary and storage equal. */
public enum DifferenceCause {
  /** It is parked: it cannot be applied until its cause is removed and it is released. */
  PARKED,
  /** It waits behind a parked event of the same key. */
  BEHIND_PARKED,
  /** Sequences of the key have never arrived; it is one of them. */
  GAP_OPEN,
  /** The record changed so recently that the event may still be on its way. Not repaired. */
  LATE,
  /** The record was deleted; no event tells of that. */
  DELETED_WITHOUT_EVENT,
  /** An operator has given it up: discarded it, or sequences that may have been its own. */
  GIVEN_UP,
  /** The tenant has disabled the module, and the record changed since. */
  MODULE_DISABLED,
  /** The summary of another patron than storage's has the record. */
  OTHER_PATRON,
  /**
   * Nothing here tells why: all events that have arrived are applied, and none says what storage
   * says. Whether one was published, the publishing module knows.
   */
  NOT_ARRIVED
}
