/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.circulation.witness.LoanRow;
import org.folio.adapter.circulation.witness.PatronBlocks;
import org.folio.adapter.circulation.witness.expect.Demand;
import org.folio.adapter.circulation.witness.expect.Expectation;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.folio.adapter.circulation.witness.expect.Rule;
import org.folio.eventbus.base.value.FolioDateTime;
import org.junit.jupiter.api.Test;

/** After late events the witness publishes the present state of the loan. */
class RestatementTest {

  private static final UUID USER = UUID.fromString("1b2c6d00-e5f8-4a4d-8b8c-5e0e9b1f0a11");
  private static final UUID LOAN = UUID.fromString("4d2ca878-151f-42f8-b847-061c981839e6");
  private static final Instant DUE = Instant.parse("2026-12-24T19:05:02Z");
  private static final int CHANGES = 4;

  private record Told(String type, JsonObject payload) {
    static Told of(String type, LoanRow row) {
      return new Told(type, Fact.payload(type, LOAN.toString(), row.state()));
    }

    Expectation late() {
      return new Expectation(
          LOAN,
          type,
          payload,
          Rule.T1,
          Demand.REQUIRED,
          null,
          null,
          "circulation.loan-0@1#x",
          Instant.EPOCH);
    }
  }

  // All histories of an open loan with so many changes, and each choice of late events among them.
  @Test
  void whateverComesLateTheConsumerEndsWithThePresentStateOfTheLoan() {
    extend(List.of(), LoanRow.checkedOut(LOAN, USER, DUE, Instant.EPOCH));
  }

  private static void extend(List<Told> history, LoanRow row) {
    for (int late = 1; late < 1 << history.size(); late++) {
      assertConsumerHasPresentState(history, late, row.state());
    }
    if (history.size() == CHANGES) {
      return;
    }
    extend(history, Fact.DECLARED_LOST, row.with("itemStatus", LoanRowState.DECLARED_LOST));
    extend(history, Fact.CLAIMED_RETURNED, row.with("itemStatus", LoanRowState.CLAIMED_RETURNED));
    LoanRow dated = row.due(DUE.plusSeconds(history.size()));
    extend(history, Fact.DUE_DATE_CHANGED, dated.with(Fact.RECALL, true));
    if (!row.state().isClaimed()) {
      extend(history, Fact.AGED_TO_LOST, row.with("itemStatus", LoanRowState.AGED_TO_LOST));
      extend(
          history,
          Fact.DUE_DATE_CHANGED,
          dated.with(Fact.RECALL, false).with("itemStatus", "Checked out"));
    }
  }

  private static void extend(List<Told> history, String type, LoanRow row) {
    List<Told> longer = new ArrayList<>(history);
    longer.add(Told.of(type, row));
    extend(longer, row);
  }

  private static void assertConsumerHasPresentState(
      List<Told> history, int lateBits, LoanRowState present) {
    Map<String, JsonObject> loans = new HashMap<>();
    LoanRow first = LoanRow.checkedOut(LOAN, USER, DUE, Instant.EPOCH);
    apply(loans, Told.of(Fact.CHECKED_OUT, first));
    List<Told> late = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      if ((lateBits >> i & 1) == 1) {
        late.add(history.get(i));
      } else {
        apply(loans, history.get(i));
      }
    }
    late.forEach(told -> apply(loans, told));
    Restatement.behind(late.stream().map(Told::late).toList(), present)
        .forEach(told -> PatronBlocks.apply(loans, told.type(), told.payload()));
    assertThat(loans.values())
        .as("%s, late %s", history, late)
        .containsExactly(
            new JsonObject()
                .put("dueDate", FolioDateTime.format(present.dueDate()))
                .put("recall", present.recall())
                .put("lost", present.isLost())
                .put("claimed", present.isClaimed()));
  }

  private static void apply(Map<String, JsonObject> loans, Told told) {
    PatronBlocks.apply(loans, told.type(), told.payload());
  }
}
