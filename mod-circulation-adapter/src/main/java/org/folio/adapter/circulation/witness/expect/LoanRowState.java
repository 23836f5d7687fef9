/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The part of a loan's row that events can contain (contract: circulation storage 2.1). Times have
 * milliseconds; missing or malformed members are null, 0 or false.
 *
 * @param action the last action, as far as it is known: a hint only
 * @param updatedAt storage's time of the write; null in rows that storage did not stamp
 */
public record LoanRowState(
    boolean open,
    @Nullable String userId,
    @Nullable Instant dueDate,
    boolean recall,
    String itemStatus,
    @Nullable Instant declaredLost,
    @Nullable Instant claimedReturned,
    @Nullable Instant agedToLost,
    int renewals,
    boolean billed,
    @Nullable String policyId,
    @Nullable Instant returnDate,
    String action,
    @Nullable Instant updatedAt) {

  public static final String DECLARED_LOST = "Declared lost";
  public static final String AGED_TO_LOST = "Aged to lost";
  public static final String CLAIMED_RETURNED = "Claimed returned";

  private static final String STATUS = "status";
  private static final String NAME = "name";
  private static final String CLOSED = "closed";
  private static final String USER = "userId";
  private static final String DUE = "dueDate";
  private static final String RECALL = "dueDateChangedByRecall";
  private static final String ITEM_STATUS = "itemStatus";
  private static final String DECLARED = "declaredLostDate";
  private static final String CLAIMED = "claimedReturnedDate";
  private static final String BILLING = "agedToLostDelayedBilling";
  private static final String AGED = "agedToLostDate";
  private static final String BILLED = "lostItemHasBeenBilled";
  private static final String RENEWALS = "renewalCount";
  private static final String POLICY = "loanPolicyId";
  private static final String RETURNED = "returnDate";
  private static final String ACTION = "action";
  private static final String METADATA = "metadata";
  private static final String UPDATED = "updatedDate";

  /** The state in a row of loan storage, or in {@link #row} of a state. */
  public static LoanRowState of(JsonObject row) {
    JsonObject status = object(row, STATUS);
    JsonObject billing = object(row, BILLING);
    return new LoanRowState(
        !CLOSED.equals(text(status, NAME).toLowerCase(Locale.ROOT)),
        row.getValue(USER) instanceof String user && !user.isBlank() ? user : null,
        time(row, DUE),
        flag(row, RECALL),
        text(row, ITEM_STATUS),
        time(row, DECLARED),
        time(row, CLAIMED),
        time(billing, AGED),
        row.getValue(RENEWALS) instanceof Number number ? number.intValue() : 0,
        flag(billing, BILLED),
        row.getValue(POLICY) instanceof String policy ? policy : null,
        time(row, RETURNED),
        text(row, ACTION),
        time(object(row, METADATA), UPDATED));
  }

  /** The part of the row that the state was read from. */
  JsonObject row() {
    JsonObject row =
        new JsonObject()
            .put(STATUS, new JsonObject().put(NAME, open ? "Open" : "Closed"))
            .put(USER, userId)
            .put(RECALL, recall)
            .put(ITEM_STATUS, itemStatus)
            .put(RENEWALS, renewals)
            .put(POLICY, policyId)
            .put(ACTION, action)
            .put(BILLING, new JsonObject().put(BILLED, billed).put(AGED, text(agedToLost)))
            .put(METADATA, new JsonObject().put(UPDATED, text(updatedAt)))
            .put(DUE, text(dueDate))
            .put(DECLARED, text(declaredLost))
            .put(CLAIMED, text(claimedReturned))
            .put(RETURNED, text(returnDate));
    return row;
  }

  /** The same loan, still owed by the user of an earlier state. */
  LoanRowState ownedBy(@Nullable String user) {
    return userId != null || user == null ? this : with(open, user);
  }

  /** The same loan after its deletion. */
  LoanRowState ended() {
    return with(false, userId);
  }

  private LoanRowState with(boolean nowOpen, @Nullable String user) {
    return new LoanRowState(
        nowOpen,
        user,
        dueDate,
        recall,
        itemStatus,
        declaredLost,
        claimedReturned,
        agedToLost,
        renewals,
        billed,
        policyId,
        returnDate,
        action,
        updatedAt);
  }

  public boolean isLost() {
    return itemStatus.equals(DECLARED_LOST) || itemStatus.equals(AGED_TO_LOST);
  }

  public boolean isClaimed() {
    return itemStatus.equals(CLAIMED_RETURNED);
  }

  /** Whether the row was written before the other one. */
  boolean isOlderThan(LoanRowState other) {
    return updatedAt != null && other.updatedAt != null && updatedAt.isBefore(other.updatedAt);
  }

  /** Whether both were read from the same write. */
  boolean isSameWriteAs(LoanRowState other) {
    return updatedAt != null && Objects.equals(updatedAt, other.updatedAt);
  }

  private static JsonObject object(JsonObject parent, String name) {
    return parent.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }

  private static String text(JsonObject parent, String name) {
    return parent.getValue(name) instanceof String text ? text : "";
  }

  private static boolean flag(JsonObject parent, String name) {
    return Boolean.TRUE.equals(parent.getValue(name));
  }

  private static @Nullable Instant time(JsonObject parent, String name) {
    return FolioDateTime.of(parent.getValue(name))
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
        .orElse(null);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : FolioDateTime.format(time);
  }
}
