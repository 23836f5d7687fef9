/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Accounts as in mod-feesfines ({@code AccountsAPI}, {@code accountdata.json}), including the
 * change that it stores before it publishes a new balance.
 */
final class AccountRecords implements RecordRules {

  private static final String OWNER = "3da4b1f2-4d6c-4a0b-9a5e-6f1d2c3b4a55";
  private static final List<String> NEEDED =
      List.of("amount", "remaining", "status", "paymentStatus", "userId", "feeFineId", "ownerId");

  @Override
  public Optional<StorageAnswer> refusal(ObjectNode next, StoredRecords stored) {
    return NEEDED.stream()
        .filter(member -> !next.hasNonNull(member))
        .findFirst()
        .map(member -> StorageAnswer.invalid("must not be null", member, "null"));
  }

  /** Stores the account that an event describes. */
  static void apply(String type, JsonNode payload, StoredRecords accounts) {
    String id = payload.path("feeFineId").asText();
    if (!type.equals("FEE_FINE_BALANCE_CHANGED") || id.isEmpty()) {
      return;
    }
    // mod-feesfines reports a deleted account this way.
    if (!payload.hasNonNull("userId")) {
      accounts.remove(id);
      return;
    }
    ObjectNode account = accounts.find(id).orElseGet(JsonNodeFactory.instance::objectNode);
    boolean open = payload.path("balance").decimalValue().signum() != 0;
    if (!account.has("amount")) {
      account.set("amount", payload.path("balance"));
    }
    account.put("id", id);
    account.set("userId", payload.path("userId"));
    account.set("remaining", payload.path("balance"));
    account.set("feeFineId", payload.path("feeFineTypeId"));
    account.put("ownerId", OWNER);
    account.putObject("status").put("name", open ? "Open" : "Closed");
    account.putObject("paymentStatus").put("name", open ? "Outstanding" : "Paid fully");
    if (payload.hasNonNull("loanId")) {
      account.set("loanId", payload.path("loanId"));
    }
    account.withObject("/metadata").put("updatedDate", Instant.now().toString());
    accounts.put(account);
  }
}
