/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** The kind of difference between summary and storage. */
public enum DifferenceKind {
  /** The loan is open in storage but not in the summary. */
  LOAN_MISSING,
  /** The loan is open in the summary; in storage it is closed, deleted, or another patron's. */
  LOAN_GHOST,
  DUE_DATE_WRONG,
  RECALL_WRONG,
  ITEM_LOST_WRONG,
  ITEM_CLAIMED_RETURNED_WRONG,
  /** The account is open in storage but not in the summary. */
  FEE_FINE_MISSING,
  /** The fee or fine is open in the summary; in storage it is closed, paid or deleted. */
  FEE_FINE_GHOST,
  BALANCE_WRONG
}
