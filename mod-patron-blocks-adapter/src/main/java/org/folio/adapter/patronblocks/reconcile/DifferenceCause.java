/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** What became of the event that should have kept summary and storage equal. */
enum DifferenceCause {
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
  /** All events of the key have been applied, and none says what storage says. */
  NEVER_PUBLISHED
}
