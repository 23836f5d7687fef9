/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a patron. */
public record PatronBlocks(boolean borrowing, boolean renewals, boolean requests) {

  /** A patron without blocks. */
  public static final PatronBlocks NONE = new PatronBlocks(false, false, false);

  /** A patron who has reached the limit. */
  public static final PatronBlocks BORROWING = new PatronBlocks(true, false, false);

  /** A patron who is above the limit. */
  public static final PatronBlocks ALL = new PatronBlocks(true, true, true);

  static PatronBlocks of(JsonNode answer) {
    PatronBlocks all = NONE;
    for (JsonNode block : answer.path("automatedPatronBlocks")) {
      all =
          new PatronBlocks(
              all.borrowing || block.path("blockBorrowing").asBoolean(),
              all.renewals || block.path("blockRenewals").asBoolean(),
              all.requests || block.path("blockRequests").asBoolean());
    }
    return all;
  }

  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    if (borrowing) {
      names.add("borrowing");
    }
    if (renewals) {
      names.add("renewals");
    }
    if (requests) {
      names.add("requests");
    }
    return names.isEmpty() ? "no block" : String.join(", ", names);
  }
}
