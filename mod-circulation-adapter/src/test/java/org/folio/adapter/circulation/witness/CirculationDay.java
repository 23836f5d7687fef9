/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.Fact;

/**
 * A day at the desks: changes of loans as storage records them, and the events that mod-circulation
 * publishes for them, with all that it does and does not publish (contract: circulation storage 2).
 */
final class CirculationDay {

  private static final int PATRONS = 400;
  private static final int LOANS_AT_LEAST = 150;

  /**
   * A change of one loan.
   *
   * @param record what storage says
   * @param request the staff action
   * @param published what mod-circulation publishes
   * @param byRule types that the change needs and mod-circulation never publishes
   */
  record Change(JsonObject record, String request, List<Told> published, List<String> byRule) {}

  /**
   * An event of mod-circulation.
   *
   * @param required whether the change cannot do without it
   */
  record Told(String type, JsonObject payload, boolean required) {
    String fingerprint() {
      return Fact.fingerprint(type, payload);
    }
  }

  private final Random random;
  private final List<UUID> patrons = new ArrayList<>();
  private final List<LoanRow> open = new ArrayList<>();
  private final List<LoanRow> closed = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private Instant now;
  private int action;

  private CirculationDay(Random random, Instant start) {
    this.random = random;
    this.now = start;
    for (int i = 0; i < PATRONS; i++) {
      patrons.add(uuid());
    }
  }

  /** So many changes, the first at the start and each some seconds after the one before. */
  static CirculationDay of(Random random, Instant start, int changes) {
    CirculationDay day = new CirculationDay(random, start);
    while (day.changes.size() < changes) {
      day.next();
    }
    return day;
  }

  List<Change> changes() {
    return changes;
  }

  /** The loans that are open at the end. */
  List<LoanRow> open() {
    return open;
  }

  private void next() {
    if (open.size() < LOANS_AT_LEAST) {
      checkOut(random.nextInt(10) == 0);
      return;
    }
    int place = random.nextInt(open.size());
    LoanRow row = open.get(place);
    boolean lost = row.state().isLost();
    boolean claimed = row.state().isClaimed();
    switch (random.nextInt(22)) {
      case 0, 1, 2, 3, 4 -> checkOut(random.nextInt(10) == 0);
      case 5, 6 ->
          change(
              place,
              row.with("renewalCount", row.state().renewals() + 1)
                  .due(due())
                  .with("dueDateChangedByRecall", false)
                  .with("itemStatus", lost ? "Checked out" : row.state().itemStatus())
                  .with("action", "renewed"),
              Fact.DUE_DATE_CHANGED);
      case 7 ->
          change(
              place,
              row.with("dueDateChangedByRecall", !row.state().recall())
                  .with("action", "recallrequested"),
              Fact.DUE_DATE_CHANGED);
      case 8, 9 -> change(place, row.due(due()), Fact.DUE_DATE_CHANGED);
      case 10 -> touched(place, row);
      case 11 -> {
        if (random.nextBoolean()) {
          change(place, declaredLost(row), Fact.DECLARED_LOST);
        } else {
          lostWithoutCharge(place, row);
        }
      }
      case 12 -> {
        if (!lost && !claimed) {
          change(
              place,
              row.billing(now, false)
                  .with("itemStatus", "Aged to lost")
                  .with("action", "itemAgedToLost"),
              Fact.AGED_TO_LOST);
        }
      }
      case 13 ->
          change(
              place,
              row.time("claimedReturnedDate", now)
                  .with("itemStatus", "Claimed returned")
                  .with("action", "claimedReturned"),
              Fact.CLAIMED_RETURNED);
      case 14, 15, 16 -> close(place, returned(row), List.of(Fact.CHECKED_IN), List.of());
      case 17 -> closing(place, row, lost, claimed);
      case 18 -> otherPatron(place, row);
      case 19 -> deleted(place, row);
      case 20 -> reopened();
      default -> anonymised();
    }
  }

  private void checkOut(boolean recalled) {
    UUID patron = patrons.get(random.nextInt(PATRONS));
    LoanRow row = LoanRow.checkedOut(uuid(), patron, due(), tick());
    if (recalled) {
      row = row.with("dueDateChangedByRecall", true);
    }
    add(
        row.created(now),
        List.of(told(Fact.CHECKED_OUT, row, true)),
        recalled ? List.of(Fact.DUE_DATE_CHANGED) : List.of());
    open.add(row);
  }

  private void change(int place, LoanRow after, String type) {
    LoanRow before = open.get(place);
    LoanRow next = after.updated(tick());
    add(before.updatedTo(next, now), List.of(told(type, next, true)), List.of());
    open.set(place, next);
  }

  // A comment, or a client that puts the loan and so has the due date told again.
  private void touched(int place, LoanRow row) {
    LoanRow next = row.with("actionComment", "note " + action).updated(tick());
    add(
        row.updatedTo(next, now),
        row.state().recall() || random.nextBoolean()
            ? List.of()
            : List.of(told(Fact.DUE_DATE_CHANGED, next, false)),
        List.of());
    open.set(place, next);
  }

  private void lostWithoutCharge(int place, LoanRow row) {
    LoanRow lost = declaredLost(row).updated(tick());
    add(row.updatedTo(lost, now), List.of(), List.of());
    open.set(place, lost);
    action--;
    close(place, lost.closed("closedLoan", "Lost and paid"), List.of(Fact.CLOSED), List.of());
  }

  private void closing(int place, LoanRow row, boolean lost, boolean claimed) {
    if (row.state().agedToLost() != null && !row.state().billed()) {
      LoanRow paid = row.billing(now, true).closed("closedLoan", "Lost and paid");
      close(place, paid, List.of(), List.of(Fact.CLOSED));
    } else if (lost) {
      close(place, row.closed("closedLoan", "Lost and paid"), List.of(Fact.CLOSED), List.of());
    } else if (claimed) {
      close(place, row.closed("markedMissing", "Missing"), List.of(), List.of(Fact.CLOSED));
    } else if (!row.state().recall()) {
      LoanRow put = row.closed("dueDateChanged", "Available").updated(tick());
      add(
          row.updatedTo(put, now),
          List.of(told(Fact.DUE_DATE_CHANGED, put, false)),
          List.of(Fact.CLOSED));
      open.remove(place);
      closed.add(put);
    }
  }

  private void close(int place, LoanRow after, List<String> types, List<String> byRule) {
    LoanRow before = open.remove(place);
    LoanRow next = after.updated(tick());
    add(
        before.updatedTo(next, now),
        types.stream().map(type -> told(type, next, true)).toList(),
        byRule);
    closed.add(next);
  }

  private void otherPatron(int place, LoanRow row) {
    UUID other = patrons.get(random.nextInt(PATRONS));
    if (other.equals(row.user()) || row.state().recall() || !isPlain(row)) {
      return;
    }
    LoanRow next = row.with("userId", other.toString()).updated(tick());
    add(
        row.updatedTo(next, now),
        List.of(told(Fact.DUE_DATE_CHANGED, next, false)),
        List.of(Fact.CLOSED, Fact.CHECKED_OUT));
    open.set(place, next);
  }

  private void deleted(int place, LoanRow row) {
    open.remove(place);
    tick();
    add(row.deleted(now), List.of(), List.of(Fact.CLOSED));
  }

  private void reopened() {
    if (closed.isEmpty()) {
      return;
    }
    LoanRow row = closed.get(random.nextInt(closed.size()));
    if (row.json().getString("userId") == null) {
      return;
    }
    closed.remove(row);
    LoanRow next =
        row.with("status", new JsonObject().put("name", "Open"))
            .with("itemStatus", "Checked out")
            .with("dueDateChangedByRecall", false)
            .with("action", "dueDateChanged")
            .updated(tick());
    add(
        row.updatedTo(next, now),
        List.of(told(Fact.DUE_DATE_CHANGED, next, false)),
        List.of(Fact.CHECKED_OUT));
    open.add(next);
  }

  private void anonymised() {
    if (closed.isEmpty()) {
      return;
    }
    LoanRow row = closed.remove(random.nextInt(closed.size()));
    LoanRow next = row.without("userId").updated(tick());
    add(row.updatedTo(next, now), List.of(), List.of());
    closed.add(next);
  }

  private void add(JsonObject record, List<Told> published, List<String> byRule) {
    changes.add(
        new Change(
            record,
            action++ + "/circulation;" + random.nextInt(1_000_000) + "/loan-storage",
            published,
            byRule));
  }

  private static Told told(String type, LoanRow row, boolean required) {
    JsonObject payload = Fact.payload(type, row.id().toString(), row.state());
    return new Told(type, payload, required);
  }

  private LoanRow declaredLost(LoanRow row) {
    return row.time("declaredLostDate", now)
        .with("itemStatus", "Declared lost")
        .with("action", "declaredLost");
  }

  private LoanRow returned(LoanRow row) {
    return row.closed("checkedin", "Available").with("returnDate", now.toString());
  }

  private static boolean isPlain(LoanRow row) {
    return row.state().itemStatus().equals("Checked out");
  }

  private Instant tick() {
    now = now.plusMillis(1_000 + random.nextInt(10_000));
    return now;
  }

  // To the second and never twice the same, as two people hardly ever choose the same.
  private Instant due() {
    return Instant.ofEpochSecond(now.getEpochSecond() + 86_400 + random.nextInt(60 * 86_400));
  }

  private UUID uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes);
  }
}
