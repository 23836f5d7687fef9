/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.List;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.eventbus.Comparison;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.contracts.TransactionalHandlerContract;

/** The projection keeps the rules of the library. */
class PatronLoanProjectionContractTest extends TransactionalHandlerContract {

  @Override
  protected TransactionalHandler handler() {
    return new PatronLoanProjection();
  }

  @Override
  protected List<String> changelogs() {
    return List.of(PatronBlocksAdapter.CHANGELOG);
  }

  @Override
  protected List<Comparison> effects() {
    return List.of(new Comparison("loans", "SELECT * FROM patron_loan"));
  }
}
