/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibraryMonthTest {

  private static final int SIZE = 20_000;

  private final long seed = new Random().nextLong();
  private final List<LoanEvent> events = new LibraryMonth(500, SIZE, seed).events();

  @Test
  void theSameSeedGivesTheSameEvents() {
    assertThat(new LibraryMonth(500, SIZE, seed).events())
        .describedAs("seed %d", seed)
        .isEqualTo(events);
    assertThat(new LibraryMonth(500, SIZE, seed + 1).events())
        .describedAs("seed %d", seed + 1)
        .isNotEqualTo(events);
  }

  @Test
  void everyKindHasItsShare() {
    Map<LoanEventKind, Long> counts =
        events.stream().collect(Collectors.groupingBy(LoanEvent::kind, Collectors.counting()));

    assertThat(share(counts, LoanEventKind.ITEM_CHECKED_OUT)).isCloseTo(0.45, within(0.08));
    assertThat(share(counts, LoanEventKind.ITEM_CHECKED_IN)).isCloseTo(0.26, within(0.05));
    assertThat(share(counts, LoanEventKind.LOAN_DUE_DATE_CHANGED)).isCloseTo(0.19, within(0.05));
    assertThat(share(counts, LoanEventKind.ITEM_DECLARED_LOST)).isBetween(0.005, 0.05);
    assertThat(share(counts, LoanEventKind.ITEM_AGED_TO_LOST)).isBetween(0.005, 0.05);
    assertThat(share(counts, LoanEventKind.ITEM_CLAIMED_RETURNED)).isBetween(0.005, 0.05);
    assertThat(share(counts, LoanEventKind.LOAN_CLOSED)).isBetween(0.005, 0.05);
  }

  @Test
  void aLoanBeginsOnceAndBeforeEverythingElse() {
    Set<UUID> begun = new HashSet<>();
    for (LoanEvent event : events) {
      boolean first = begun.add(event.loan());
      assertThat(event.kind() == LoanEventKind.ITEM_CHECKED_OUT)
          .describedAs("seed %d, event %s", seed, event)
          .isEqualTo(first);
    }
  }

  @Test
  void idsAreUniqueAndOfTheFormThatFolioAccepts() {
    Set<UUID> ids = events.stream().map(LoanEvent::id).collect(Collectors.toSet());

    assertThat(ids).describedAs("seed %d", seed).hasSize(SIZE);
    assertThat(Stream.concat(ids.stream(), events.stream().flatMap(LibraryMonthTest::subjects)))
        .describedAs("seed %d", seed)
        .allMatch(id -> id.version() == 4 && id.variant() == 2);
  }

  @Test
  void everybodyComesAndSomeKeepLoans() {
    LoanModel model = LoanModel.of(events);

    assertThat(model.patrons()).describedAs("seed %d", seed).hasSize(500);
    assertThat(model.patrons())
        .describedAs("seed %d", seed)
        .filteredOn(patron -> !model.openLoans(patron).isEmpty())
        .hasSizeGreaterThan(350);
  }

  @Test
  void aMonthOfNothingIsRefused() {
    assertThatThrownBy(() -> new LibraryMonth(0, 1, seed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LibraryMonth(1, 0, seed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Stream<UUID> subjects(LoanEvent event) {
    return Stream.of(event.patron(), event.loan());
  }

  private static double share(Map<LoanEventKind, Long> counts, LoanEventKind kind) {
    return (double) counts.getOrDefault(kind, 0L) / SIZE;
  }
}
