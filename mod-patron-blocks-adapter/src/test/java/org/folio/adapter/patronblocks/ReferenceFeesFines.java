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
 * The fees and fines of mod-patron-blocks after a history in order: a second implementation, as
 * simple as possible.
 */
public final class ReferenceFeesFines {

  /** A fee or fine as clients receive it; equal to another one with the same values. */
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

  /** Converts an account of the module into the form of the reference. */
  public static FeeFine feeFine(OpenFeeFine open) {
    return new FeeFine(
        open.feeFineId().toString(),
        String.valueOf(open.feeFineTypeId()),
        open.loanId() == null ? null : open.loanId().toString(),
        open.balance().doubleValue());
  }

  /** Converts an account of an answer into the form of the reference. */
  public static FeeFine feeFine(JsonObject json) {
    return new FeeFine(
        json.getString("feeFineId"),
        json.getString("feeFineTypeId"),
        json.getString("loanId"),
        json.getDouble("balance"));
  }
}
