/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

/** The events of loans, by their type names. */
public enum LoanEventKind {
  /** A loan begins. */
  ITEM_CHECKED_OUT,
  /** The item is back. */
  ITEM_CHECKED_IN,
  /** A renewal, a recall, or another date chosen by staff. */
  LOAN_DUE_DATE_CHANGED,
  /** The patron says that the item is lost. */
  ITEM_DECLARED_LOST,
  /** The item has been overdue for too long. */
  ITEM_AGED_TO_LOST,
  /** The patron says that the item is back. */
  ITEM_CLAIMED_RETURNED,
  /** The loan ended without a return, or after it when everything was paid. */
  LOAN_CLOSED
}
