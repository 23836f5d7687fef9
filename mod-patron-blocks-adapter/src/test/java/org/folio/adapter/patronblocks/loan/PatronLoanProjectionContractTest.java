/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.List;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.contracts.TransactionalHandlerContract;

/** The projection fulfils the contract of transactional handlers. */
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
    // The closing time of a row serves its retention and is not part of the loan's state.
    return List.of(
        new Comparison("loans", "SELECT to_jsonb(patron_loan) - 'closed_at' FROM patron_loan"));
  }
}
