/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.folio.eventbus.Event;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Law L9 in PostgreSQL, with a part of the events also pushed over HTTP. */
@WithEventBusServers
class PatronStateInDatabaseTest {

  private static final int HISTORIES = 100;
  private static final int LONGEST = 20;
  private static final int LARGEST_BATCH = 50;

  private final Random random = Seed.random(PatronStateInDatabaseTest.class);

  @Test
  void everyOrderAndDuplicationGivesTheSummaryOfTheHistoryInOrder(DatabaseCoordinates database) {
    Instant start = Instant.now().minus(5, ChronoUnit.MINUTES);
    List<PatronHistory> histories =
        IntStream.range(0, HISTORIES)
            .mapToObj(i -> PatronHistory.random(random, random.nextInt(LONGEST), start))
            .toList();
    List<Event> disturbed = new ArrayList<>();
    histories.forEach(history -> disturbed.addAll(history.disturbed()));
    Collections.shuffle(disturbed, random);
    try (RunningAdapter adapter = new RunningAdapter(database)) {
      for (int from = 0; from < disturbed.size(); ) {
        int to = Math.min(disturbed.size(), from + 1 + random.nextInt(LARGEST_BATCH));
        List<Event> batch = disturbed.subList(from, to);
        adapter.apply(batch);
        // mod-pubsub pushes the same events later.
        batch.stream()
            .filter(event -> random.nextInt(4) == 0)
            .forEach(event -> assertThat(adapter.push(event).statusCode()).isEqualTo(204));
        from = to;
      }
      adapter.applyPushed();
      histories.forEach(history -> compare(adapter, history));
    }
  }

  @Test
  void pushedEventsAloneGiveTheSummaryOfTheHistoryInOrder(DatabaseCoordinates database) {
    try (RunningAdapter adapter = new RunningAdapter(database)) {
      for (int i = 0; i < HISTORIES / 4; i++) {
        PatronHistory history = sensible();
        for (Event event : history.inOrder()) {
          assertThat(adapter.push(event).statusCode()).isEqualTo(204);
          // mod-pubsub repeats a push when it does not receive the answer.
          assertThat(adapter.push(event).statusCode()).isEqualTo(204);
        }
        adapter.applyPushed();
        compare(adapter, history);
      }
    }
  }

  // Each content occurs once, because a second one within two minutes counts as a repetition. No
  // event precedes its check-out, because arrival proves no order.
  private PatronHistory sensible() {
    while (true) {
      PatronHistory history = PatronHistory.random(random, random.nextInt(8), Instant.now());
      List<Event> events = history.inOrder();
      boolean repeated =
          events.stream().map(event -> event.type() + event.payload()).distinct().count()
              < events.size();
      if (!repeated && ordered(events)) {
        return history;
      }
    }
  }

  private static boolean ordered(List<Event> events) {
    List<String> known = new ArrayList<>();
    for (Event event : events) {
      String loan = event.json().getString("loanId");
      if (event.type().equals("ITEM_CHECKED_OUT")) {
        known.add(loan);
      } else if (!event.type().equals("FEE_FINE_BALANCE_CHANGED") && !known.contains(loan)) {
        return false;
      }
    }
    return true;
  }

  private static void compare(RunningAdapter adapter, PatronHistory history) {
    List<ReferenceSummary.Loan> loans = ReferenceSummary.of(history.inOrder());
    Set<ReferenceFeesFines.FeeFine> fees = ReferenceFeesFines.of(history.inOrder());
    HttpResponse<String> answer = adapter.get("/user-summary/" + history.userId);
    if (loans.isEmpty() && fees.isEmpty()) {
      assertThat(answer.statusCode()).isEqualTo(404);
      return;
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject summary = new JsonObject(answer.body());
    assertThat(objects(summary.getJsonArray("openLoans")).stream().map(ReferenceSummary::loan))
        .containsExactlyElementsOf(loans);
    assertThat(
            objects(summary.getJsonArray("openFeesFines")).stream()
                .map(ReferenceFeesFines::feeFine)
                .collect(Collectors.toSet()))
        .isEqualTo(fees);
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
