/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.eventbus.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Law L9 on the pure state: loans and accounts, all eight event types, no database. */
@Tag("long")
class PatronStateTest {

  // Each build uses other seeds, so many builds cover many histories; -Dhistories= sets the number
  // for one build.
  private static final int HISTORIES = Integer.getInteger("histories", 300);
  private static final int PERMUTATIONS = 4;
  private static final int LONGEST = 30;
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration DELIVERY = Source.LATE_COPY.minusMinutes(5);

  private final Random random = Seed.random(PatronStateTest.class);

  private record State(List<ReferenceSummary.Loan> loans, Set<ReferenceFeesFines.FeeFine> fees) {}

  private static State expected(PatronHistory history) {
    return new State(
        ReferenceSummary.of(history.inOrder()), ReferenceFeesFines.of(history.inOrder()));
  }

  private static State actual(PatronHistory history, List<Event> events) {
    return new State(
        PatronLoanProjection.openAfter(events).stream().map(ReferenceSummary::loan).toList(),
        FeeFineProjection.openAfter(events, history.userId).stream()
            .map(ReferenceFeesFines::feeFine)
            .collect(Collectors.toSet()));
  }

  private PatronHistory history() {
    return PatronHistory.random(random, random.nextInt(LONGEST), START);
  }

  @Test
  void everyOrderAndDuplicationGivesTheSummaryOfTheHistoryInOrder() {
    int open = 0;
    for (int i = 0; i < HISTORIES; i++) {
      PatronHistory history = history();
      State expected = expected(history);
      assertThat(actual(history, history.inOrder())).isEqualTo(expected);
      for (int n = 0; n < PERMUTATIONS; n++) {
        assertThat(actual(history, history.disturbed())).isEqualTo(expected);
      }
      open += expected.loans().size() + expected.fees().size();
    }
    assertThat(open).as("something is compared").isGreaterThan(HISTORIES);
  }

  @Test
  void copiesWithoutNumbersOnOtherWaysChangeNothing() {
    for (int i = 0; i < HISTORIES; i++) {
      PatronHistory history = history();
      List<Event> both = new ArrayList<>(history.disturbed());
      both.addAll(history.copies(DELIVERY));
      Collections.shuffle(both, random);
      assertThat(actual(history, both)).isEqualTo(expected(history));
    }
  }

  @Test
  void eventsOfBothSourcesConvergeWhateverTheySay() {
    for (int i = 0; i < HISTORIES; i++) {
      PatronHistory history = history();
      List<Event> mixed = new ArrayList<>(history.unnumbered());
      // Much later than the numbered events, and partly at the same time.
      mixed.addAll(history.copies(Source.LATE_COPY.multipliedBy(4)));
      history.inOrder().stream().filter(event -> random.nextBoolean()).forEach(mixed::add);
      State first = actual(history, mixed);
      mixed.addAll(mixed.subList(0, mixed.size() / 2));
      Collections.shuffle(mixed, random);
      assertThat(actual(history, mixed)).isEqualTo(first);
    }
  }
}
