/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import java.util.List;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.OpenLoan;

/**
 * What a patron has open.
 *
 * @param loans in the order of their check-outs
 * @param feesFines what remains to be paid
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
