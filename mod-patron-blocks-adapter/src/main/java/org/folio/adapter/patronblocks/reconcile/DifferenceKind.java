/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** How the summary differs from what storage says. */
public enum DifferenceKind {
  /** Storage has the loan open, the summary does not know it as open. */
  LOAN_MISSING,
  /** The summary has the loan open; in storage it is closed, deleted, or another patron's. */
  LOAN_GHOST,
  DUE_DATE_WRONG,
  RECALL_WRONG,
  ITEM_LOST_WRONG,
  ITEM_CLAIMED_RETURNED_WRONG,
  /** Storage has the account open with something to pay, the summary does not know it. */
  FEE_FINE_MISSING,
  /** The summary has the fee or fine open; in storage it is closed, paid or deleted. */
  FEE_FINE_GHOST,
  BALANCE_WRONG
}
