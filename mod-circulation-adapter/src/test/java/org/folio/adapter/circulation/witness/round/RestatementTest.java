/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.circulation.witness.PatronBlocks;
import org.folio.adapter.circulation.witness.expect.Demand;
import org.folio.adapter.circulation.witness.expect.Expectation;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.folio.adapter.circulation.witness.expect.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a late event the witness publishes the present state of the loan. */
class RestatementTest {

  private static final String USER = "1b2c6d00-e5f8-4a4d-8b8c-5e0e9b1f0a11";
  private static final UUID LOAN = UUID.fromString("4d2ca878-151f-42f8-b847-061c981839e6");

  private static JsonObject row(String itemStatus, boolean recalled) {
    return new JsonObject()
        .put("id", LOAN.toString())
        .put("userId", USER)
        .put("status", new JsonObject().put("name", "Open"))
        .put("dueDate", "2026-12-24T19:05:02.000+00:00")
        .put(Fact.RECALL, recalled)
        .put("itemStatus", itemStatus);
  }

  private static Expectation late(String type) {
    return new Expectation(
        LOAN,
        type,
        new JsonObject().put("userId", USER).put("loanId", LOAN.toString()),
        Rule.values()[0],
        Demand.REQUIRED,
        null,
        null,
        "circulation.loan-0@1#x",
        Instant.EPOCH);
  }

  // A due date that a recall has changed does not clear the lost flag (contract: circulation 2.5).
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anItemThatWasFoundSinceIsNotLeftLost(boolean recalled) {
    for (String type : List.of(Fact.DECLARED_LOST, Fact.AGED_TO_LOST)) {
      LoanRowState present = LoanRowState.of(row("Checked out", recalled));
      Map<String, JsonObject> loans = new HashMap<>();
      loans.put(USER + "/" + LOAN, new JsonObject().put("lost", false));
      PatronBlocks.apply(loans, type, late(type).payload());
      Restatement.behind(List.of(late(type)), present)
          .forEach(told -> PatronBlocks.apply(loans, told.type(), told.payload()));
      assertThat(loans.get(USER + "/" + LOAN).getBoolean("lost")).isFalse();
      assertThat(loans.get(USER + "/" + LOAN).getBoolean("recall")).isEqualTo(recalled);
    }
  }
}
