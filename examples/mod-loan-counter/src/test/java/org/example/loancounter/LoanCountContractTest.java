/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import java.util.List;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.contracts.TransactionalHandlerContract;

// tag: contract
class LoanCountContractTest extends TransactionalHandlerContract {

  private final LoanCount count = new LoanCount();

  @Override
  protected TransactionalHandler handler() {
    return count;
  }

  @Override
  protected List<String> changelogs() {
    return List.of("loan-counter.sql");
  }

  @Override
  protected List<Comparison> effects() {
    return List.of(new Comparison("loans", "SELECT user_id, loans FROM loan_count"));
  }

  // end: contract

  @Override
  protected List<Event> events(TenantId tenant) {
    return LentItems.of(tenant);
  }
}
