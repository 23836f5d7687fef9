/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.time.Instant;
import java.util.List;
import org.folio.adapter.patronblocks.summary.OpenLoan;
import org.folio.adapter.patronblocks.summary.UserSummary;

/**
 * What formulas look at.
 *
 * @param now the moment that decides what is overdue
 */
record PatronSituation(UserSummary summary, Instant now) {

  /** The loans that count: an item that the patron claims to have returned does not. */
  List<OpenLoan> countedLoans() {
    return summary.openLoans().stream().filter(loan -> !loan.itemClaimedReturned()).toList();
  }
}
