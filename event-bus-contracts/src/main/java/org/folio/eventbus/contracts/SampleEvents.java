/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.LoanEvents;

/** Events for the suites: the same each time, so that effects are comparable. */
public final class SampleEvents {

  private static final int PATRONS = 3;
  private static final Instant DUE = Instant.parse("2026-03-15T22:59:59Z");

  private SampleEvents() {}

  /** All seven types of loan events of some patrons, mixed; in the order of each patron. */
  public static List<Event> loans(TenantId tenant) {
    List<Event> events = new ArrayList<>();
    for (int step = 0; step < 10; step++) {
      for (int patron = 1; patron <= PATRONS; patron++) {
        UUID user = new UUID(0x4000L, 0x8000000000000000L | patron);
        events.add(loan(tenant, user, step));
      }
    }
    return events;
  }

  private static Event loan(TenantId tenant, UUID user, int step) {
    UUID first = loan(user, 1);
    UUID second = loan(user, 2);
    return switch (step) {
      case 0 ->
          of(tenant, user, 1, "ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, first, DUE));
      case 1 ->
          of(tenant, user, 2, "ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, second, DUE));
      case 2 ->
          of(
              tenant,
              user,
              3,
              "LOAN_DUE_DATE_CHANGED",
              LoanEvents.loanDueDateChanged(user, first, DUE.plusSeconds(60), true));
      case 3 ->
          of(
              tenant,
              user,
              4,
              "LOAN_DUE_DATE_CHANGED",
              LoanEvents.loanDueDateChanged(user, first, DUE.plusSeconds(30), false));
      case 4 -> of(tenant, user, 5, "ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(user, first));
      case 5 ->
          of(tenant, user, 6, "ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(user, first));
      case 6 -> of(tenant, user, 7, "ITEM_AGED_TO_LOST", LoanEvents.itemAgedToLost(user, second));
      case 7 -> of(tenant, user, 8, "ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(user, first, DUE));
      case 8 -> of(tenant, user, 9, "LOAN_CLOSED", LoanEvents.loanClosed(user, first));
      default ->
          of(
              tenant,
              user,
              10,
              "ITEM_CHECKED_OUT",
              LoanEvents.itemCheckedOut(user, loan(user, 3), DUE));
    };
  }

  private static UUID loan(UUID user, int number) {
    return new UUID(0x4000L | (long) number << 16, user.getLeastSignificantBits());
  }

  private static Event of(
      TenantId tenant, UUID user, long sequence, String type, Map<String, Object> payload) {
    return of(
        tenant,
        EventCatalog.LOAN_EVENTS,
        type,
        user.toString(),
        sequence,
        new JsonObject(LoanEvents.json(payload)));
  }

  /**
   * An event as a handler gets it. Its id and time follow from the other parts, so that the same
   * call gives the same event.
   *
   * @param sequence from 1, one more with each event of the key
   */
  public static Event of(
      TenantId tenant, String stream, String type, String key, long sequence, JsonObject payload) {
    String fact = String.join(" ", stream, key, Long.toString(sequence));
    return new Event(
        UUID.nameUUIDFromBytes(fact.getBytes(StandardCharsets.UTF_8)),
        type,
        tenant,
        stream,
        key,
        sequence,
        DUE.plusSeconds(sequence),
        payload.encode(),
        Correlation.NONE,
        null);
  }
}
