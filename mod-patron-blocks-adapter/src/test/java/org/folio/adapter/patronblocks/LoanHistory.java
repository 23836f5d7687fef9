/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;

/** Events of one patron with sequences like a producer's. */
public final class LoanHistory {

  public static final TenantId DIKU = new TenantId("diku");
  public static final Instant DUE = Instant.parse("2026-03-15T22:59:59Z");

  public final UUID userId;
  private final List<Event> events = new ArrayList<>();

  public LoanHistory() {
    this(UUID.randomUUID());
  }

  public LoanHistory(UUID userId) {
    this.userId = userId;
  }

  public static Event event(String type, UUID userId, long sequence, String payload) {
    return new Event(
        UUID.randomUUID(),
        type,
        DIKU,
        "circulation.loan-events",
        userId.toString(),
        sequence,
        Instant.EPOCH,
        payload,
        Correlation.NONE,
        null);
  }

  /** The same event at another time. */
  public static Event at(Event event, Instant time) {
    return new Event(
        event.id(),
        event.type(),
        event.tenant(),
        event.stream(),
        event.key(),
        event.sequence(),
        time,
        event.payload(),
        event.correlation(),
        event.operation());
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public Event last() {
    return events.get(events.size() - 1);
  }

  public LoanHistory checkedOut(UUID loan) {
    return add("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(userId, loan, DUE));
  }

  public LoanHistory checkedOut(UUID loan, Instant due, GracePeriod grace) {
    return add("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(userId, loan, due, grace));
  }

  public LoanHistory checkedIn(UUID loan) {
    return add("ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(userId, loan, DUE));
  }

  public LoanHistory closed(UUID loan) {
    return add("LOAN_CLOSED", LoanEvents.loanClosed(userId, loan));
  }

  public LoanHistory declaredLost(UUID loan) {
    return add("ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(userId, loan));
  }

  public LoanHistory agedToLost(UUID loan) {
    return add("ITEM_AGED_TO_LOST", LoanEvents.itemAgedToLost(userId, loan));
  }

  public LoanHistory claimedReturned(UUID loan) {
    return add("ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(userId, loan));
  }

  public LoanHistory dueDateChanged(UUID loan, Instant due, boolean recall) {
    return add("LOAN_DUE_DATE_CHANGED", LoanEvents.loanDueDateChanged(userId, loan, due, recall));
  }

  private LoanHistory add(String type, Map<String, Object> payload) {
    String text = new JsonObject(payload).encode();
    events.add(event(type, userId, events.size() + 1L, text));
    return this;
  }

  /** A history with the given number of events on a few loans, also in impossible orders. */
  public static LoanHistory random(Random random, int length) {
    LoanHistory history = new LoanHistory(uuid(random));
    List<UUID> loans = List.of(uuid(random), uuid(random), uuid(random));
    for (int i = 0; i < length; i++) {
      UUID loan = loans.get(random.nextInt(loans.size()));
      Instant due = DUE.plusSeconds(random.nextInt(1_000_000));
      switch (random.nextInt(12)) {
        case 0, 1 -> history.checkedOut(loan, due, new GracePeriod(1 + i, Interval.DAYS));
        case 2 -> history.checkedOut(loan);
        case 3 -> history.checkedIn(loan);
        case 4 -> history.closed(loan);
        case 5, 6 -> history.declaredLost(loan);
        case 7 -> history.agedToLost(loan);
        case 8, 9 -> history.claimedReturned(loan);
        default -> history.dueDateChanged(loan, due, random.nextBoolean());
      }
    }
    return history;
  }

  // Unlike UUID.randomUUID, it depends on the seed.
  private static UUID uuid(Random random) {
    return new UUID(
        random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L,
        random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
  }
}
