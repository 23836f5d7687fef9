/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The derivation table: the business events that follow from the change of a loan (contract:
 * circulation storage 2.3). Decides from rows alone, without a database table.
 */
final class Derivation {

  private static final Set<String> CHECK_IN_ACTIONS =
      Set.of("checkedin", "checkedinreturnedbypatron", "checkedinfoundbylibrary");

  private final LoanRecord loanRecord;
  private final String loanId;
  private final Instant changedAt;
  private final List<Expectation> expectations = new ArrayList<>();
  private boolean underivable;

  private Derivation(LoanRecord loanRecord) {
    this.loanRecord = loanRecord;
    this.loanId = Objects.requireNonNull(loanRecord.loanId()).toString();
    LoanRowState after = loanRecord.after();
    this.changedAt =
        after == null || after.updatedAt() == null ? loanRecord.time() : after.updatedAt();
  }

  /**
   * The result for a change.
   *
   * @param expectations in the order that consumers need
   * @param underivable whether a part of the change cannot be derived, because the row lacks the
   *     borrower or the due date
   */
  record Result(List<Expectation> expectations, boolean underivable) {

    /** The same events, all optional. */
    Result allowed() {
      return new Result(expectations.stream().map(Expectation::allowed).toList(), false);
    }
  }

  /**
   * Derives.
   *
   * @param before the last known state of the loan, null for an unknown loan
   * @param after its state now; a deleted loan has ended
   */
  static Result of(LoanRecord loanRecord, @Nullable LoanRowState before, LoanRowState after) {
    Derivation derivation = new Derivation(loanRecord);
    derivation.derive(before, after);
    return new Result(List.copyOf(derivation.expectations), derivation.underivable);
  }

  private void derive(@Nullable LoanRowState before, LoanRowState after) {
    switch (loanRecord.kind()) {
      case DELETED -> {
        if (before != null && before.open()) {
          expect(Fact.CLOSED, Rule.T18, before);
        }
      }
      case ALL_DELETED -> expect(Fact.CLOSED, Rule.T19, after);
      case CREATED, UPDATED -> {
        if (before == null) {
          created(after);
        } else {
          updated(before, after);
        }
      }
    }
  }

  private void created(LoanRowState after) {
    if (!after.open()) {
      allow(Rule.T3, after);
    } else if (after.policyId() == null) {
      // No check-out omits the policy; sample data and imports into storage do.
      allow(Rule.T1, after);
      expectations.add(allowed(Fact.CHECKED_OUT, Rule.T1, after));
    } else {
      expect(Fact.CHECKED_OUT, Rule.T1, after);
      if (after.recall()) {
        expect(Fact.DUE_DATE_CHANGED, Rule.T2, after);
      }
      allow(Rule.T1, after);
    }
  }

  private void updated(LoanRowState before, LoanRowState after) {
    if (before.open()) {
      if (after.open()) {
        changed(before, after);
      } else {
        closed(before, after);
      }
    } else if (after.open()) {
      expect(Fact.CHECKED_OUT, Rule.T17, after);
      present(Rule.T17, after);
      allow(Rule.T17, after);
    } else {
      allow(Rule.T3, after);
    }
  }

  private void closed(LoanRowState before, LoanRowState after) {
    LoanRowState owned = after.ownedBy(before.userId());
    Rule rule = closingRule(before, after);
    expect(rule == Rule.T4 ? Fact.CHECKED_IN : Fact.CLOSED, rule, owned);
    allow(rule, owned);
    // Declared lost and closed at once may appear as one change.
    if (changed(before.declaredLost(), after.declaredLost())) {
      expectations.add(allowed(Fact.DECLARED_LOST, Rule.T9, owned));
    }
  }

  private static Rule closingRule(LoanRowState before, LoanRowState after) {
    String action = after.action().toLowerCase(Locale.ROOT);
    if (CHECK_IN_ACTIONS.contains(action)) {
      return Rule.T4;
    }
    return switch (action) {
      case "closedloan" -> !before.billed() && after.billed() ? Rule.T6 : Rule.T5;
      case "markedmissing" -> Rule.T7;
      default -> Rule.T8;
    };
  }

  private void changed(LoanRowState before, LoanRowState after) {
    if (after.userId() != null && !Objects.equals(before.userId(), after.userId())) {
      if (before.userId() != null) {
        expect(Fact.CLOSED, Rule.T16, before);
      }
      expect(Fact.CHECKED_OUT, Rule.T16, after);
      present(Rule.T16, after);
      allow(Rule.T16, after);
      return;
    }
    LoanRowState owned = after.ownedBy(before.userId());
    int first = expectations.size();
    // First, because it can clear the lost flag at the consumer.
    Rule dated = dueDateRule(before, after);
    if (dated != null) {
      expect(Fact.DUE_DATE_CHANGED, dated, owned);
    }
    if (changed(before.declaredLost(), after.declaredLost())
        || became(before, after, LoanRowState.DECLARED_LOST)
            && after.action().equalsIgnoreCase("declaredLost")) {
      expect(Fact.DECLARED_LOST, Rule.T9, owned);
    }
    if (changed(before.agedToLost(), after.agedToLost())) {
      expect(Fact.AGED_TO_LOST, Rule.T10, owned);
    }
    if (changed(before.claimedReturned(), after.claimedReturned())
        || became(before, after, LoanRowState.CLAIMED_RETURNED)) {
      expect(Fact.CLAIMED_RETURNED, Rule.T11, owned);
    }
    allow(expectations.size() == first ? Rule.T15 : expectations.get(first).rule(), owned);
  }

  private static @Nullable Rule dueDateRule(LoanRowState before, LoanRowState after) {
    if (after.renewals() > before.renewals()) {
      return Rule.T12;
    }
    if (before.recall() != after.recall()) {
      return Rule.T13;
    }
    return Objects.equals(before.dueDate(), after.dueDate()) ? null : Rule.T14;
  }

  // The further events that a consumer needs after the first event of a loan.
  private void present(Rule rule, LoanRowState after) {
    if (after.recall()) {
      expect(Fact.DUE_DATE_CHANGED, rule, after);
    }
    switch (after.itemStatus()) {
      case LoanRowState.DECLARED_LOST -> expect(Fact.DECLARED_LOST, rule, after);
      case LoanRowState.AGED_TO_LOST -> expect(Fact.AGED_TO_LOST, rule, after);
      case LoanRowState.CLAIMED_RETURNED -> expect(Fact.CLAIMED_RETURNED, rule, after);
      default -> {
        // Nothing beyond the loan itself.
      }
    }
  }

  private static boolean changed(@Nullable Instant before, @Nullable Instant after) {
    return after != null && !after.equals(before);
  }

  private static boolean became(LoanRowState before, LoanRowState after, String status) {
    return after.itemStatus().equals(status) && !before.itemStatus().equals(status);
  }

  private void expect(String type, Rule rule, LoanRowState state) {
    JsonObject payload = Fact.payload(type, loanId, state);
    if (payload == null) {
      underivable = true;
    } else {
      expectations.add(expectation(type, payload, rule, rule.demand(), state));
    }
  }

  // mod-circulation also publishes a due date whenever a request or a client touches the loan.
  private void allow(Rule rule, LoanRowState state) {
    if (Fact.payload(Fact.DUE_DATE_CHANGED, loanId, state) != null) {
      expectations.add(allowed(Fact.DUE_DATE_CHANGED, rule, state));
    }
  }

  private Expectation allowed(String type, Rule rule, LoanRowState state) {
    JsonObject payload =
        Objects.requireNonNullElseGet(Fact.payload(type, loanId, state), JsonObject::new);
    return expectation(type, payload, rule, Demand.ALLOWED, state);
  }

  private Expectation expectation(
      String type, JsonObject payload, Rule rule, Demand demand, LoanRowState state) {
    return new Expectation(
        Objects.requireNonNull(loanRecord.loanId()),
        type,
        payload,
        rule,
        demand,
        type.equals(Fact.CHECKED_OUT) ? state.policyId() : null,
        loanRecord.requestId(),
        loanRecord.origin(),
        changedAt);
  }
}
