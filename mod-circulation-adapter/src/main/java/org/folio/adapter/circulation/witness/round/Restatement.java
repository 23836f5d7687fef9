/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.folio.adapter.circulation.witness.expect.Expectation;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.jspecify.annotations.Nullable;

/**
 * Events that repeat the present state after a late event. Consumers take the last event as the
 * present state (contract: circulation 2.5): an old due date would overwrite the current one, and a
 * check-out after its check-in would create a loan without an end.
 */
public final class Restatement {

  // A due date change by a recall keeps the lost flag; any other clears it.
  private static final String FOUND_AGAIN = Fact.DUE_DATE_CHANGED + " without recall";

  // Only a loss clears the claimed flag, and a claim on an open loan ends with a declared loss.
  private static final String CLAIM_ENDED = Fact.DECLARED_LOST + " before it was found";

  private static final List<String> ORDER =
      List.of(
          Fact.CLOSED,
          CLAIM_ENDED,
          FOUND_AGAIN,
          Fact.DUE_DATE_CHANGED,
          Fact.DECLARED_LOST,
          Fact.AGED_TO_LOST,
          Fact.CLAIMED_RETURNED);

  private static final String MARK = "+";
  private static final Pattern MARKED = Pattern.compile(".*\\+\\d+");

  private Restatement() {}

  /** The origin of an event that repeats the present state. */
  static String origin(String ofLate, int number) {
    return ofLate + MARK + number;
  }

  /** Whether an event of this origin repeats the present state, at any depth. */
  public static boolean isOrigin(String origin) {
    return MARKED.matcher(origin).matches();
  }

  /**
   * The payloads of events that repeat the present state, in order.
   *
   * @param late the late events of one loan and one borrower; at least one
   * @param present the known present state of the loan, or null if it is unknown
   */
  static List<Told> behind(List<Expectation> late, @Nullable LoanRowState present) {
    if (present == null) {
      return List.of();
    }
    Set<String> needed = new HashSet<>();
    late.forEach(one -> needed.addAll(behind(one, present)));
    return ORDER.stream()
        .filter(needed::contains)
        .map(type -> told(type, late.get(0), present))
        .flatMap(Optional::stream)
        .toList();
  }

  /** An event of a type. */
  record Told(String type, JsonObject payload) {}

  private static Optional<Told> told(String type, Expectation late, LoanRowState present) {
    if (type.equals(Fact.CLOSED)) {
      // After a return or a change of patron, the row may no longer name the borrower.
      return Optional.of(
          new Told(
              type,
              new JsonObject()
                  .put("userId", late.payload().getString("userId"))
                  .put("loanId", late.loanId().toString())));
    }
    if (type.equals(FOUND_AGAIN)) {
      return dueDate(late, present)
          .map(told -> new Told(told.type(), told.payload().copy().put(Fact.RECALL, false)));
    }
    if (type.equals(Fact.DUE_DATE_CHANGED)) {
      return dueDate(late, present);
    }
    String told = type.equals(CLAIM_ENDED) ? Fact.DECLARED_LOST : type;
    return Optional.ofNullable(Fact.payload(told, late.loanId().toString(), present))
        .map(payload -> new Told(told, payload));
  }

  private static Optional<Told> dueDate(Expectation late, LoanRowState present) {
    return Optional.ofNullable(
            Fact.payload(Fact.DUE_DATE_CHANGED, late.loanId().toString(), present))
        .map(payload -> new Told(Fact.DUE_DATE_CHANGED, payload));
  }

  private static List<String> behind(Expectation late, LoanRowState present) {
    if (!present.open() || !Objects.equals(present.userId(), late.payload().getString("userId"))) {
      return late.type().equals(Fact.CHECKED_OUT) ? List.of(Fact.CLOSED) : List.of();
    }
    return switch (late.type()) {
      case Fact.CHECKED_OUT ->
          isPresent(late, present) && !present.recall()
              ? condition(present)
              : dueDateAndCondition(present);
      case Fact.DUE_DATE_CHANGED ->
          isPresent(late, present) ? condition(present) : dueDateAndCondition(present);
      case Fact.DECLARED_LOST, Fact.AGED_TO_LOST ->
          present.isLost()
              ? List.of()
              : present.isClaimed() ? List.of(Fact.CLAIMED_RETURNED) : found(present);
      case Fact.CLAIMED_RETURNED -> {
        if (present.isLost()) {
          yield condition(present);
        }
        if (present.isClaimed()) {
          yield List.of();
        }
        List<String> all = new ArrayList<>(List.of(CLAIM_ENDED));
        all.addAll(found(present));
        yield all;
      }
      default -> List.of();
    };
  }

  private static boolean isPresent(Expectation late, LoanRowState present) {
    var now = Fact.payload(late.type(), late.loanId().toString(), present);
    return now != null && Fact.fingerprint(late.type(), now).equals(late.fingerprint());
  }

  private static List<String> condition(LoanRowState present) {
    return switch (present.itemStatus()) {
      case LoanRowState.DECLARED_LOST -> List.of(Fact.DECLARED_LOST);
      case LoanRowState.AGED_TO_LOST -> List.of(Fact.AGED_TO_LOST);
      case LoanRowState.CLAIMED_RETURNED -> List.of(Fact.CLAIMED_RETURNED);
      default -> List.of();
    };
  }

  // Only a due date change says that an item is no longer lost.
  private static List<String> found(LoanRowState present) {
    return present.recall()
        ? List.of(FOUND_AGAIN, Fact.DUE_DATE_CHANGED)
        : List.of(Fact.DUE_DATE_CHANGED);
  }

  // A due date change clears the lost flag, so the condition is repeated after it.
  private static List<String> dueDateAndCondition(LoanRowState present) {
    List<String> all = new ArrayList<>(List.of(Fact.DUE_DATE_CHANGED));
    all.addAll(condition(present));
    return all;
  }
}
