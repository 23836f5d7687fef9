/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.eventbus.Event;

/**
 * What mod-patron-blocks itself would hold of fees and fines after a history that arrives in order,
 * written a second time as plainly as possible.
 */
public final class ReferenceFeesFines {

  /** A fee or fine as clients see it; equal to another one with the same values. */
  public record FeeFine(String id, String type, String loan, double balance) {}

  private ReferenceFeesFines() {}

  public static Set<FeeFine> of(List<Event> inOrder) {
    Map<String, FeeFine> known = new HashMap<>();
    for (Event event : inOrder) {
      if (event.type().equals("FEE_FINE_BALANCE_CHANGED")) {
        JsonObject payload = event.json();
        String id = payload.getString("feeFineId");
        double balance = payload.getDouble("balance");
        if (balance == 0) {
          known.remove(id);
        } else {
          FeeFine before = known.get(id);
          String type = before == null ? payload.getString("feeFineTypeId") : before.type;
          known.put(id, new FeeFine(id, type, payload.getString("loanId"), balance));
        }
      }
    }
    return Set.copyOf(known.values());
  }

  /** What production says of an account, in the reference's words. */
  public static FeeFine feeFine(OpenFeeFine open) {
    return new FeeFine(
        open.feeFineId().toString(),
        String.valueOf(open.feeFineTypeId()),
        open.loanId() == null ? null : open.loanId().toString(),
        open.balance().doubleValue());
  }

  /** An account as it stands in an answer, in the reference's words. */
  public static FeeFine feeFine(JsonObject json) {
    return new FeeFine(
        json.getString("feeFineId"),
        json.getString("feeFineTypeId"),
        json.getString("loanId"),
        json.getDouble("balance"));
  }
}
