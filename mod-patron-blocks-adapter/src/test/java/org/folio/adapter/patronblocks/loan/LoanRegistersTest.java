/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.ReferenceSummary;
import org.folio.adapter.patronblocks.Seed;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.eventbus.Event;
import org.junit.jupiter.api.Test;

class LoanRegistersTest {

  private static final int HISTORIES = 3_000;
  private static final int LONGEST = 25;

  private final Random random = Seed.random(LoanRegistersTest.class);

  @Test
  void mergeObeysItsLaws() {
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> events = LoanHistory.random(random, 1 + random.nextInt(LONGEST)).events();
      LoanRegisters a = anyOf(events);
      LoanRegisters b = anyOf(events);
      LoanRegisters c = anyOf(events);
      assertThat(a.merge(b)).as("commutative").isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c)).as("associative").isEqualTo(a.merge(b.merge(c)));
      assertThat(a.merge(b).merge(b)).as("idempotent").isEqualTo(a.merge(b));
    }
  }

  private LoanRegisters anyOf(List<Event> events) {
    LoanRegisters registers = fact(events);
    for (int n = random.nextInt(4); n > 0; n--) {
      registers = registers.merge(fact(events));
    }
    return registers;
  }

  private LoanRegisters fact(List<Event> events) {
    return LoanFact.of(events.get(random.nextInt(events.size()))).orElseThrow().registers();
  }

  @Test
  void everyOrderCutAndDuplicationGivesTheSame() {
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> inOrder = LoanHistory.random(random, random.nextInt(LONGEST)).events();
      Map<LoanKey, LoanRegisters> expected = fold(inOrder);

      List<Event> disturbed = new ArrayList<>(inOrder);
      inOrder.stream().filter(event -> random.nextBoolean()).forEach(disturbed::add);
      Collections.shuffle(disturbed, random);
      int cut = random.nextInt(disturbed.size() + 1);
      SortedMap<LoanKey, LoanRegisters> merged = new TreeMap<>(fold(disturbed.subList(0, cut)));
      fold(disturbed.subList(cut, disturbed.size()))
          .forEach((key, registers) -> merged.merge(key, registers, LoanRegisters::merge));

      assertThat(merged).isEqualTo(expected);
    }
  }

  @Test
  void inOrderHistoriesGiveWhatTheReferenceGives() {
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> inOrder = LoanHistory.random(random, random.nextInt(LONGEST)).events();
      assertThat(visible(fold(inOrder))).containsExactlyElementsOf(ReferenceSummary.of(inOrder));
    }
  }

  private static SortedMap<LoanKey, LoanRegisters> fold(List<Event> events) {
    return PatronLoanProjection.fold(events).getOrDefault(Source.NUMBERED, new TreeMap<>());
  }

  private static List<ReferenceSummary.Loan> visible(Map<LoanKey, LoanRegisters> loans) {
    return loans.entrySet().stream()
        .map(loan -> new LoanState(loan.getKey().loanId(), loan.getValue(), null))
        .sorted(LoanState.BY_CHECK_OUT)
        .flatMap(state -> state.open().stream())
        .map(ReferenceSummary::loan)
        .toList();
  }
}
