/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.Comparator;
import java.util.UUID;

/** A row of the projection. The order is the one in which every instance locks rows. */
record LoanKey(UUID userId, UUID loanId) implements Comparable<LoanKey> {

  private static final Comparator<LoanKey> ORDER =
      Comparator.comparing(LoanKey::userId).thenComparing(LoanKey::loanId);

  @Override
  public int compareTo(LoanKey other) {
    return ORDER.compare(this, other);
  }
}
