/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import java.util.List;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.OpenLoan;

/**
 * The open loans and the open fees and fines of a patron.
 *
 * @param loans in the order of their check-outs
 * @param feesFines fees and fines with a remaining amount
 */
public record OpenItems(List<OpenLoan> loans, List<OpenFeeFine> feesFines) {

  /** Copies the lists. */
  public OpenItems {
    loans = List.copyOf(loans);
    feesFines = List.copyOf(feesFines);
  }

  /** True if nothing is open; to clients the summary then does not exist. */
  public boolean isEmpty() {
    return loans.isEmpty() && feesFines.isEmpty();
  }
}
