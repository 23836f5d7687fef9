/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.folio.adapter.patronblocks.LoanHistory.DUE;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.patronblocks.ReferenceSummary;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.Seed;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class PatronLoanProjectionTest {

  private static final int HISTORIES = 150;
  private static final int LONGEST = 20;
  private static final int LARGEST_BATCH = 100;

  private static RunningAdapter adapter;

  private final LoanHistory patron = new LoanHistory();
  private final UUID loan = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  private void applyEach(LoanHistory history) {
    history.events().forEach(event -> adapter.apply(List.of(event)));
  }

  private JsonObject only() {
    JsonArray loans = adapter.openLoans(patron.userId);
    assertThat(loans).hasSize(1);
    return loans.getJsonObject(0);
  }

  private int status() {
    return adapter.get("/user-summary/" + patron.userId).statusCode();
  }

  @Test
  void aCheckOutCreatesASummary() {
    applyEach(patron.checkedOut(loan, DUE, new GracePeriod(2, Interval.DAYS)));
    assertThat(only())
        .isEqualTo(
            new JsonObject()
                .put("loanId", loan.toString())
                .put("dueDate", "2026-03-15T22:59:59.000+00:00")
                .put("recall", false)
                .put("itemLost", false)
                .put("itemClaimedReturned", false)
                .put("gracePeriod", new JsonObject().put("duration", 2).put("intervalId", "Days")));
  }

  @Test
  void aCheckOutIsAddedToAnExistingSummary() {
    applyEach(patron.checkedOut(loan).checkedOut(other));
    assertThat(adapter.openLoans(patron.userId).stream())
        .extracting(each -> ((JsonObject) each).getString("loanId"))
        .containsExactly(loan.toString(), other.toString());
    assertThat(adapter.openLoans(patron.userId).getJsonObject(0).containsKey("gracePeriod"))
        .isFalse();
  }

  @Test
  void aSecondCheckOutOfAKnownLoanIsIgnored() {
    applyEach(patron.checkedOut(loan));
    JsonObject before = adapter.json("/user-summary/" + patron.userId);
    patron.checkedOut(loan, DUE.plusSeconds(60), new GracePeriod(1, Interval.HOURS));
    adapter.apply(List.of(patron.last()));
    JsonObject after = adapter.json("/user-summary/" + patron.userId);
    assertThat(after.getJsonArray("openLoans")).isEqualTo(before.getJsonArray("openLoans"));
    assertThat(after.getString("id")).isEqualTo(before.getString("id"));
  }

  @Test
  void checkInAndClosingRemoveExactlyTheirLoanAndKeepTheId() {
    List<Consumer<LoanHistory>> ends =
        List.of(history -> history.checkedIn(loan), history -> history.closed(loan));
    for (Consumer<LoanHistory> end : ends) {
      LoanHistory history = new LoanHistory().checkedOut(loan).checkedOut(other);
      applyEach(history);
      String id = adapter.json("/user-summary/" + history.userId).getString("id");
      end.accept(history);
      adapter.apply(List.of(history.last()));
      JsonObject summary = adapter.json("/user-summary/" + history.userId);
      assertThat(summary.getJsonArray("openLoans")).hasSize(1);
      assertThat(summary.getJsonArray("openLoans").getJsonObject(0).getString("loanId"))
          .isEqualTo(other.toString());
      assertThat(summary.getString("id")).isEqualTo(id);
    }
  }

  @Test
  void endingAnUnknownLoanLeavesTheSummaryIntact() {
    applyEach(patron.checkedOut(loan).checkedIn(other).closed(other));
    assertThat(only().getString("loanId")).isEqualTo(loan.toString());
  }

  @Test
  void withoutCheckOutThereIsNoSummary() {
    applyEach(
        patron
            .declaredLost(loan)
            .agedToLost(loan)
            .claimedReturned(loan)
            .dueDateChanged(loan, DUE, true)
            .checkedIn(other));
    assertThat(status()).isEqualTo(404);
  }

  @Test
  void declaredLostAndAgedToLostSetItemLost() {
    applyEach(patron.checkedOut(loan).declaredLost(loan));
    assertThat(only().getBoolean("itemLost")).isTrue();
    LoanHistory aged = new LoanHistory().checkedOut(loan).claimedReturned(loan).agedToLost(loan);
    applyEach(aged);
    JsonObject seen = adapter.openLoans(aged.userId).getJsonObject(0);
    assertThat(seen.getBoolean("itemLost")).isTrue();
    assertThat(seen.getBoolean("itemClaimedReturned")).isFalse();
  }

  @Test
  void claimedReturnedClearsItemLost() {
    applyEach(patron.checkedOut(loan).declaredLost(loan).claimedReturned(loan));
    assertThat(only().getBoolean("itemLost")).isFalse();
    assertThat(only().getBoolean("itemClaimedReturned")).isTrue();
  }

  @Test
  void aChangedDueDateSetsDateAndRecall() {
    applyEach(
        patron.checkedOut(loan).dueDateChanged(loan, Instant.parse("2026-02-01T00:00:00Z"), true));
    assertThat(only().getString("dueDate")).isEqualTo("2026-02-01T00:00:00.000+00:00");
    assertThat(only().getBoolean("recall")).isTrue();
  }

  @Test
  void aDueDateChangedByRecallKeepsItemLostAndAnyOtherClearsIt() {
    applyEach(patron.checkedOut(loan).declaredLost(loan).dueDateChanged(loan, DUE, true));
    assertThat(only().getBoolean("itemLost")).isTrue();
    patron.dueDateChanged(loan, DUE, false);
    adapter.apply(List.of(patron.last()));
    assertThat(only().getBoolean("itemLost")).isFalse();
  }

  @Test
  void aCheckInThatOvertakesItsCheckOutLeavesNoGhost() {
    List<Event> events = patron.checkedOut(loan).checkedIn(loan).events();
    adapter.apply(List.of(events.get(1)));
    adapter.apply(List.of(events.get(0)));
    assertThat(status()).isEqualTo(404);
  }

  @Test
  void anOlderDueDateNeverReplacesANewerOne() {
    List<Event> events =
        patron
            .checkedOut(loan)
            .dueDateChanged(loan, DUE.plusSeconds(1), false)
            .dueDateChanged(loan, DUE.plusSeconds(2), false)
            .events();
    for (int index : new int[] {2, 1, 0, 1}) {
      adapter.apply(List.of(events.get(index)));
    }
    assertThat(only().getString("dueDate")).isEqualTo("2026-03-15T23:00:01.000+00:00");
  }

  @Test
  void theVersionIsTheHighestSequence() {
    applyEach(patron.checkedOut(loan).checkedOut(other).checkedIn(other));
    assertThat(adapter.json("/user-summary/" + patron.userId).getLong("_version")).isEqualTo(3);
  }

  @Test
  void anEventThatCannotBeAppliedFailsTheBatchAndWritesNothing() {
    patron.checkedOut(loan);
    Event broken = LoanHistory.event("ITEM_CHECKED_OUT", patron.userId, 2, "{}");
    assertThatThrownBy(() -> adapter.apply(List.of(patron.last(), broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(broken.id().toString());
    assertThat(status()).isEqualTo(404);
  }

  @Test
  void eventsOfOtherTypesAreLeftAlone() {
    adapter.apply(
        List.of(LoanHistory.event("LOAN_RELATED_FEE_FINE_CLOSED", patron.userId, 1, "{}")));
    assertThat(status()).isEqualTo(404);
  }

  @Test
  void everyOrderAndDuplicationGivesWhatTheReferenceGives() {
    Random random = Seed.random(PatronLoanProjectionTest.class);
    List<LoanHistory> histories =
        IntStream.range(0, HISTORIES)
            .mapToObj(i -> LoanHistory.random(random, random.nextInt(LONGEST)))
            .toList();
    List<Event> disturbed = new ArrayList<>();
    histories.forEach(history -> disturbed.addAll(history.events()));
    histories.forEach(
        history ->
            history.events().stream().filter(e -> random.nextBoolean()).forEach(disturbed::add));
    Collections.shuffle(disturbed, random);

    for (int from = 0; from < disturbed.size(); ) {
      int to = Math.min(disturbed.size(), from + 1 + random.nextInt(LARGEST_BATCH));
      adapter.apply(disturbed.subList(from, to));
      from = to;
    }

    for (LoanHistory history : histories) {
      List<ReferenceSummary.Loan> expected = ReferenceSummary.of(history.events());
      if (expected.isEmpty()) {
        assertThat(adapter.get("/user-summary/" + history.userId).statusCode()).isEqualTo(404);
      } else {
        assertThat(loans(history.userId)).containsExactlyElementsOf(expected);
      }
    }
  }

  private static List<ReferenceSummary.Loan> loans(UUID userId) {
    return adapter.openLoans(userId).stream()
        .map(JsonObject.class::cast)
        .map(
            json ->
                new ReferenceSummary.Loan(
                    UUID.fromString(json.getString("loanId")),
                    OffsetDateTime.parse(json.getString("dueDate")),
                    json.getBoolean("recall"),
                    json.getBoolean("itemLost"),
                    json.getBoolean("itemClaimedReturned"),
                    json.containsKey("gracePeriod")
                        ? json.getJsonObject("gracePeriod").getInteger("duration")
                        : null))
        .toList();
  }

  @Test
  void instancesThatApplyTheSameLoansAtOnceDoNotLockEachOtherOut() {
    Random random = Seed.random(PatronLoanProjectionTest.class);
    List<LoanHistory> histories =
        IntStream.range(0, 50).mapToObj(i -> LoanHistory.random(random, LONGEST)).toList();
    List<Event> events = new ArrayList<>();
    histories.forEach(history -> events.addAll(history.events()));
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);

    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(events, random);
      EventBatch batch = new EventBatch(LoanHistory.DIKU, schema, events);
      running.add(adapter.pool.withTransaction(tx -> new PatronLoanProjection().handle(batch, tx)));
    }
    RunningAdapter.await(Future.all(running));
  }
}
