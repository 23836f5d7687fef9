/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.OffsetDateTime;
import java.util.Comparator;

/**
 * The content of a due date change about a loan.
 *
 * @param recall true if a recall ever shortened the loan
 */
record DueDate(OffsetDateTime value, boolean recall) {

  /** Decides between changes with equal stamps. The table's statement has the same order. */
  static final Comparator<DueDate> TIE =
      Comparator.comparing(DueDate::value).thenComparing(DueDate::recall);
}
