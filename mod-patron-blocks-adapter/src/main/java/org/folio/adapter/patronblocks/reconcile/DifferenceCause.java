/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** The fate of the event that should have kept summary and storage equal. */
public enum DifferenceCause {
  /** It is parked: it cannot be applied until its cause is removed and it is released. */
  PARKED,
  /** It waits behind a parked event of the same key. */
  BEHIND_PARKED,
  /** Sequences of the key have never arrived; the event is one of them. */
  GAP_OPEN,
  /** The record changed so recently that the event may still be in flight. Not repaired. */
  LATE,
  /** The record was deleted; no event reports that. */
  DELETED_WITHOUT_EVENT,
  /** An operator gave it up: discarded it, or sequences that may include it. */
  GIVEN_UP,
  /** The tenant has disabled the module, and the record changed since. */
  MODULE_DISABLED,
  /** Another patron's summary has the record, not that of storage's patron. */
  OTHER_PATRON,
  /**
   * The cause is unknown here: all arrived events are applied, and none agrees with storage. The
   * publishing module knows whether one was published.
   */
  NOT_ARRIVED
}
