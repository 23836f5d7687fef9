/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.contracts.SampleEvents;

/** The events with which the contract suites try the handlers. */
final class LentItems {

  private static final int PATRONS = 3;
  private static final int LOANS_OF_EACH = 4;

  private LentItems() {}

  static List<Event> of(TenantId tenant) {
    List<Event> events = new ArrayList<>();
    for (int loan = 1; loan <= LOANS_OF_EACH; loan++) {
      for (int patron = 1; patron <= PATRONS; patron++) {
        String user = new UUID(0, patron).toString();
        JsonObject payload = payload(user, new UUID(patron, loan).toString());
        events.add(
            SampleEvents.of(
                tenant,
                LoanCounterModule.STREAM,
                LoanCounterModule.ITEM_LENT,
                user,
                loan,
                payload));
      }
    }
    return events;
  }

  static JsonObject payload(String user, String item) {
    return new JsonObject().put("userId", user).put("itemId", item);
  }
}
