/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.example;

import java.util.List;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.contracts.SampleEvents;
import org.folio.eventbus.contracts.TransactionalHandlerContract;

/** The example of the README keeps the rules. */
class LoanCounterContractTest extends TransactionalHandlerContract {

  @Override
  protected TransactionalHandler handler() {
    return LoanCounter::count;
  }

  @Override
  protected List<String> changelogs() {
    return List.of("loan-counter.sql");
  }

  @Override
  protected List<Comparison> effects() {
    return List.of(new Comparison("loans", "SELECT user_id, loans FROM loan_count"));
  }

  @Override
  protected List<Event> events(TenantId tenant) {
    return SampleEvents.loans(tenant).stream()
        .filter(event -> event.type().equals("ITEM_CHECKED_OUT"))
        .toList();
  }
}
