/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.folio.adapter.circulation.witness.expect.Fact;

/** What mod-patron-blocks makes of each event (contract: circulation 2.5), by patron and loan. */
public final class PatronBlocks {

  private PatronBlocks() {}

  public static void apply(Map<String, JsonObject> loans, String type, JsonObject payload) {
    String key = payload.getString("userId") + "/" + payload.getString("loanId");
    JsonObject loan = loans.get(key);
    switch (type) {
      case Fact.CHECKED_OUT ->
          loans.putIfAbsent(
              key,
              new JsonObject()
                  .put("dueDate", payload.getString("dueDate"))
                  .put("recall", false)
                  .put("lost", false)
                  .put("claimed", false));
      case Fact.CHECKED_IN, Fact.CLOSED -> loans.remove(key);
      default -> {
        if (loan != null) {
          change(loan, type, payload);
        }
      }
    }
  }

  private static void change(JsonObject loan, String type, JsonObject payload) {
    switch (type) {
      case Fact.CLAIMED_RETURNED -> loan.put("claimed", true).put("lost", false);
      case Fact.DUE_DATE_CHANGED -> {
        loan.put("dueDate", payload.getString("dueDate"));
        loan.put("recall", payload.getBoolean("dueDateChangedByRecall"));
        if (!payload.getBoolean("dueDateChangedByRecall")) {
          loan.put("lost", false);
        }
      }
      default -> loan.put("lost", true).put("claimed", false);
    }
  }
}
