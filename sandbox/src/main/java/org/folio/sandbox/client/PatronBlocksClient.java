/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.folio.sandbox.install.OkapiStandIn;
import org.folio.sandbox.library.OpenLoan;

/** Queries summaries and blocks, as mod-circulation does. Safe for use by several threads. */
public final class PatronBlocksClient {

  private static final String ITEMS_CHARGED_OUT = "3d7c52dc-c732-4223-8bf8-e5917801386f";
  private static final String LIMIT_ID = "0a1c6b5e-52f1-4c0e-9a7d-3d5a2b9a7c10";
  private static final String CONDITIONS = "/patron-block-conditions/";
  private static final String LIMITS = "/patron-block-limits";

  private final ModuleHttp http;

  /**
   * A client.
   *
   * @param module the adapter's own address, or Okapi's
   */
  public PatronBlocksClient(URI module, URI okapi) {
    http = new ModuleHttp(module, okapi);
  }

  /** The open loans of a patron by loan id, possibly none. */
  public Map<UUID, OpenLoan> openLoans(UUID patron) {
    ModuleHttp.Reply reply = http.get("/user-summary/" + patron);
    if (reply.is(404)) {
      return Map.of();
    }
    Map<UUID, OpenLoan> loans = new HashMap<>();
    for (JsonNode loan : reply.expect(200).json().path("openLoans")) {
      loans.put(UUID.fromString(loan.path("loanId").asText()), openLoan(loan));
    }
    return loans;
  }

  private static OpenLoan openLoan(JsonNode loan) {
    return new OpenLoan(
        OffsetDateTime.parse(loan.path("dueDate").asText()).toInstant(),
        loan.path("recall").asBoolean(),
        loan.path("itemLost").asBoolean(),
        loan.path("itemClaimedReturned").asBoolean());
  }

  /** The blocks of a patron. */
  public PatronBlocks blocks(UUID patron) {
    return PatronBlocks.of(http.get("/automated-patron-blocks/" + patron).expect(200).json());
  }

  /** Limits the number of items of each patron. */
  public void limitItemsChargedOut(int limit) {
    ObjectNode condition = http.get(CONDITIONS + ITEMS_CHARGED_OUT).expect(200).json().deepCopy();
    condition.put("blockBorrowing", true);
    condition.put("blockRenewals", true);
    condition.put("blockRequests", true);
    condition.put("message", "The limit of %s loans is reached".formatted(limit));
    http.put(CONDITIONS + ITEMS_CHARGED_OUT, condition).expect(204);

    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("id", LIMIT_ID);
    value.put("patronGroupId", OkapiStandIn.PATRON_GROUP);
    value.put("conditionId", ITEMS_CHARGED_OUT);
    value.put("value", limit);
    if (http.get(LIMITS + "/" + LIMIT_ID).is(404)) {
      http.post(LIMITS, value).expect(201);
    } else {
      http.put(LIMITS + "/" + LIMIT_ID, value).expect(204);
    }
  }
}
