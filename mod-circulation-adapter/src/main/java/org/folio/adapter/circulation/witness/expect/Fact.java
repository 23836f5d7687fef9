/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/** Payloads of business events, and the comparison of their facts. */
public final class Fact {

  public static final String CHECKED_OUT = "ITEM_CHECKED_OUT";
  public static final String CHECKED_IN = "ITEM_CHECKED_IN";
  public static final String DECLARED_LOST = "ITEM_DECLARED_LOST";
  public static final String AGED_TO_LOST = "ITEM_AGED_TO_LOST";
  public static final String CLAIMED_RETURNED = "ITEM_CLAIMED_RETURNED";
  public static final String DUE_DATE_CHANGED = "LOAN_DUE_DATE_CHANGED";
  public static final String CLOSED = "LOAN_CLOSED";

  /** The types that follow from loans. */
  public static final Set<String> TYPES =
      Set.of(
          CHECKED_OUT,
          CHECKED_IN,
          DECLARED_LOST,
          AGED_TO_LOST,
          CLAIMED_RETURNED,
          DUE_DATE_CHANGED,
          CLOSED);

  public static final String GRACE_PERIOD = "gracePeriod";

  private static final String USER = "userId";
  private static final String LOAN = "loanId";
  private static final String DUE = "dueDate";
  public static final String RECALL = "dueDateChangedByRecall";
  private static final String RETURNED = "returnDate";

  private Fact() {}

  /**
   * The payload with a state, or a part of it (contract: circulation storage 2.4).
   *
   * @return null if the row lacks data of the type
   */
  public static @Nullable JsonObject payload(String type, String loanId, LoanRowState state) {
    if (state.userId() == null) {
      return null;
    }
    JsonObject payload = new JsonObject().put(USER, state.userId()).put(LOAN, loanId);
    return switch (type) {
      case CHECKED_OUT -> withDueDate(payload, state);
      case DUE_DATE_CHANGED -> {
        JsonObject dated = withDueDate(payload, state);
        yield dated == null ? null : dated.put(RECALL, state.recall());
      }
      case CHECKED_IN ->
          state.returnDate() == null
              ? payload
              : payload.put(RETURNED, FolioDateTime.format(state.returnDate()));
      default -> payload;
    };
  }

  private static @Nullable JsonObject withDueDate(JsonObject payload, LoanRowState state) {
    return state.dueDate() == null ? null : payload.put(DUE, FolioDateTime.format(state.dueDate()));
  }

  /**
   * Text that is equal for events with the same fact; its third part is the borrower, by whom
   * findings are selected. It excludes the grace period, which no loan has, and the return date,
   * which is optional and adds nothing to loan and type.
   */
  public static String fingerprint(String type, JsonObject payload) {
    StringBuilder text = new StringBuilder(type);
    add(text, payload, LOAN);
    add(text, payload, USER);
    if (type.equals(CHECKED_OUT) || type.equals(DUE_DATE_CHANGED)) {
      text.append('|').append(millis(payload.getValue(DUE)));
    }
    if (type.equals(DUE_DATE_CHANGED)) {
      text.append('|').append(Boolean.TRUE.equals(payload.getValue(RECALL)));
    }
    return text.toString();
  }

  public static String loanId(JsonObject payload) {
    return payload.getString(LOAN);
  }

  private static void add(StringBuilder text, JsonObject payload, String name) {
    text.append('|').append(String.valueOf(payload.getValue(name)).toLowerCase(Locale.ROOT));
  }

  private static String millis(@Nullable Object value) {
    return FolioDateTime.of(value)
        .map(time -> FolioDateTime.format(time.truncatedTo(ChronoUnit.MILLIS)))
        .orElseGet(() -> String.valueOf(value));
  }
}
