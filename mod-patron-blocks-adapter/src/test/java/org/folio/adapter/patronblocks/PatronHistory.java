/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;

/** All events of one patron, on loans and accounts, with sequences like a producer's. */
public final class PatronHistory {

  private static final int MOST_LOANS = 4;
  private static final int MOST_ACCOUNTS = 3;

  public final UUID userId;
  private final Random random;
  private final Instant start;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();

  private PatronHistory(Random random, Instant start) {
    this.random = random;
    this.start = start;
    this.userId = uuid();
  }

  /**
   * A history with the given number of events, also in impossible orders.
   *
   * @param start the time of the first event; each other follows a second after its predecessor
   */
  public static PatronHistory random(Random random, int length, Instant start) {
    PatronHistory history = new PatronHistory(random, start);
    List<UUID> loans = history.uuids(1 + random.nextInt(MOST_LOANS));
    List<UUID> accounts = history.uuids(1 + random.nextInt(MOST_ACCOUNTS));
    List<UUID> types = history.uuids(accounts.size());
    for (int i = 0; i < length; i++) {
      if (random.nextInt(3) == 0) {
        int account = random.nextInt(accounts.size());
        history.account(accounts.get(account), types.get(account), loans);
      } else {
        history.loan(loans.get(random.nextInt(loans.size())));
      }
    }
    return history;
  }

  public List<Event> inOrder() {
    return List.copyOf(events);
  }

  /** The events in another order, some of them more than once. */
  public List<Event> disturbed() {
    List<Event> disturbed = new ArrayList<>(events);
    events.stream().filter(event -> random.nextInt(3) == 0).forEach(disturbed::add);
    Collections.shuffle(disturbed, random);
    return disturbed;
  }

  /** Copies of some events without a number, up to the given time later. */
  public List<Event> copies(Duration latest) {
    List<Event> copies = new ArrayList<>();
    for (Event event : events) {
      if (random.nextBoolean()) {
        Instant time = event.time().plusMillis(random.nextInt((int) latest.toMillis()));
        copies.add(unnumbered(event, time, 1L + random.nextInt(1_000)));
      }
    }
    return copies;
  }

  /** All events without their numbers, at their own times. */
  public List<Event> unnumbered() {
    return events.stream()
        .map(event -> unnumbered(event, event.time(), 1L + events.indexOf(event)))
        .toList();
  }

  private static Event unnumbered(Event event, Instant time, long offset) {
    return new Event(
        UUID.randomUUID(),
        event.type(),
        event.tenant(),
        "circulation." + event.type() + "-0",
        event.key(),
        offset,
        time,
        event.payload(),
        Correlation.NONE,
        null,
        Sequencing.BY_OFFSET);
  }

  private void loan(UUID loan) {
    Instant due = LoanHistory.DUE.plusSeconds(random.nextInt(1_000_000));
    switch (random.nextInt(12)) {
      case 0, 1 ->
          loan(
              "ITEM_CHECKED_OUT",
              LoanEvents.itemCheckedOut(
                  userId, loan, due, new GracePeriod(1 + random.nextInt(9), Interval.DAYS)));
      case 2, 3 -> loan("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(userId, loan, due));
      case 4 -> loan("ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(userId, loan, due));
      case 5 -> loan("LOAN_CLOSED", LoanEvents.loanClosed(userId, loan));
      case 6 -> loan("ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(userId, loan));
      case 7 -> loan("ITEM_AGED_TO_LOST", LoanEvents.itemAgedToLost(userId, loan));
      case 8, 9 -> loan("ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(userId, loan));
      default ->
          loan(
              "LOAN_DUE_DATE_CHANGED",
              LoanEvents.loanDueDateChanged(userId, loan, due, random.nextBoolean()));
    }
  }

  private void account(UUID account, UUID type, List<UUID> loans) {
    BigDecimal balance = BigDecimal.valueOf(random.nextInt(4) * 125L, 2);
    Map<String, Object> payload =
        switch (random.nextInt(5)) {
          case 0 -> AccountEvents.accountDeleted(account);
          case 1, 2 ->
              AccountEvents.balanceChanged(
                  userId, account, type, balance, loans.get(random.nextInt(loans.size())));
          default -> AccountEvents.balanceChanged(userId, account, type, balance);
        };
    add("FEE_FINE_BALANCE_CHANGED", EventCatalog.ACCOUNT_EVENTS, account.toString(), payload);
  }

  private void loan(String type, Map<String, Object> payload) {
    add(type, EventCatalog.LOAN_EVENTS, userId.toString(), payload);
  }

  private void add(String type, String stream, String key, Map<String, Object> payload) {
    events.add(
        new Event(
            uuid(),
            type,
            LoanHistory.DIKU,
            stream,
            key,
            sequences.merge(key, 1L, Long::sum),
            start.plusSeconds(events.size()),
            new JsonObject(payload).encode(),
            Correlation.NONE,
            null));
  }

  private List<UUID> uuids(int number) {
    List<UUID> uuids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      uuids.add(uuid());
    }
    return uuids;
  }

  // Unlike UUID.randomUUID, it depends on the seed.
  private UUID uuid() {
    return new UUID(
        random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L,
        random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
  }
}
