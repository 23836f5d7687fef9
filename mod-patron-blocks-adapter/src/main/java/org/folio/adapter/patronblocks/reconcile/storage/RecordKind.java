/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import org.folio.adapter.patronblocks.reconcile.DifferenceKind;

/** The two systems of record, in the order in which a job processes them. */
public enum RecordKind {
  LOAN("loanId", DifferenceKind.LOAN_MISSING, DifferenceKind.LOAN_GHOST),
  FEE_FINE("feeFineId", DifferenceKind.FEE_FINE_MISSING, DifferenceKind.FEE_FINE_GHOST);

  private final String member;
  private final DifferenceKind missing;
  private final DifferenceKind ghost;

  RecordKind(String member, DifferenceKind missing, DifferenceKind ghost) {
    this.member = member;
    this.missing = missing;
    this.ghost = ghost;
  }

  /** The member of an event's payload that contains the id of the record. */
  public String member() {
    return member;
  }

  /** The difference of a record that is missing from every summary. */
  public DifferenceKind missing() {
    return missing;
  }

  /** The difference of a summary entry that storage does not have. */
  public DifferenceKind ghost() {
    return ghost;
  }
}
