/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Loans as in mod-circulation-storage ({@code LoansAPI}, {@code LoanService}): {@code PUT} creates
 * a missing loan, an open loan needs a patron, and an item has at most one open loan. Includes the
 * change that mod-circulation stores before it publishes an event of a loan.
 */
final class LoanRecords implements RecordRules {

  /** The policy of all loans here; it has no grace period. */
  static final String POLICY = "d9cd0bed-1b49-4b5e-a7bd-064b8d177231";

  private static final String OPEN = "Open";
  private static final String CLAIMED = "Claimed returned";
  private static final List<String> NEEDED = List.of("itemId", "loanDate", "action");

  @Override
  public Optional<StorageAnswer> refusal(ObjectNode next, StoredRecords stored) {
    for (String member : NEEDED) {
      if (!next.path(member).isTextual()) {
        return Optional.of(StorageAnswer.invalid("must not be null", member, "null"));
      }
    }
    if (!next.path("status").has("name")) {
      setStatus(next, OPEN);
    }
    if (!isOpen(next)) {
      return Optional.empty();
    }
    if (!next.path("userId").isTextual()) {
      return Optional.of(StorageAnswer.invalid("Open loan must have a user ID", "userId", "null"));
    }
    String item = next.path("itemId").asText();
    return stored.all().stream()
        .filter(LoanRecords::isOpen)
        .filter(one -> one.path("itemId").asText().equals(item))
        .filter(one -> !one.path("id").equals(next.path("id")))
        .findFirst()
        .map(
            other ->
                StorageAnswer.invalid(
                    "Cannot have more than one open loan for the same item", "itemId", item));
  }

  private static boolean isOpen(JsonNode loan) {
    return loan.at("/status/name").asText().equals(OPEN);
  }

  /** Stores the loan that an event describes; ignores events without a loan. */
  static void apply(String type, JsonNode payload, StoredRecords loans) {
    String id = payload.path("loanId").asText();
    if (id.isEmpty()) {
      return;
    }
    Optional<ObjectNode> known = loans.find(id);
    if (type.equals("ITEM_CHECKED_OUT")) {
      if (known.isEmpty()) {
        loans.put(changed(checkedOut(id, payload), "checkedout", "Checked out"));
      }
      return;
    }
    // Ignores events of a loan that was not checked out here.
    known.ifPresent(loan -> change(type, payload, loan).ifPresent(loans::put));
  }

  private static ObjectNode checkedOut(String id, JsonNode payload) {
    ObjectNode loan = JsonNodeFactory.instance.objectNode();
    loan.put("id", id);
    loan.put("userId", payload.path("userId").asText());
    loan.put("itemId", UUID.randomUUID().toString());
    loan.put("loanDate", Instant.now().toString());
    loan.set("dueDate", payload.path("dueDate"));
    loan.put("loanPolicyId", POLICY);
    setStatus(loan, OPEN);
    return loan;
  }

  private static Optional<ObjectNode> change(String type, JsonNode payload, ObjectNode loan) {
    return Optional.ofNullable(
        switch (type) {
          case "ITEM_CHECKED_IN" -> changed(closed(loan), "checkedin", "Available");
          case "LOAN_CLOSED" -> changed(closed(loan), "closedLoan", "Lost and paid");
          case "ITEM_DECLARED_LOST" -> changed(loan, "declaredLost", "Declared lost");
          case "ITEM_AGED_TO_LOST" -> changed(loan, "itemAgedToLost", "Aged to lost");
          case "ITEM_CLAIMED_RETURNED" -> changed(loan, "claimedReturned", CLAIMED);
          case "LOAN_DUE_DATE_CHANGED" -> dueDateChanged(payload, loan);
          default -> null;
        });
  }

  // A renewal ends the status of a lost item, a recall does not. Neither ends the status claimed
  // returned.
  private static ObjectNode dueDateChanged(JsonNode payload, ObjectNode loan) {
    boolean recall = payload.path("dueDateChangedByRecall").asBoolean();
    loan.set("dueDate", payload.path("dueDate"));
    loan.put("dueDateChangedByRecall", recall);
    String before = loan.path("itemStatus").asText();
    return recall
        ? changed(loan, "recallrequested", before)
        : changed(loan, "dueDateChanged", before.equals(CLAIMED) ? CLAIMED : "Checked out");
  }

  private static ObjectNode closed(ObjectNode loan) {
    loan.put("returnDate", Instant.now().toString());
    return setStatus(loan, "Closed");
  }

  private static ObjectNode setStatus(ObjectNode loan, String name) {
    loan.putObject("status").put("name", name);
    return loan;
  }

  private static ObjectNode changed(ObjectNode loan, String action, String itemStatus) {
    loan.put("action", action).put("itemStatus", itemStatus);
    loan.withObject("/metadata").put("updatedDate", Instant.now().toString());
    return loan;
  }
}
