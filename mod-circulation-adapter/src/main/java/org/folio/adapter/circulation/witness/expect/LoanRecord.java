/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * Loan storage's record of one write (contract: circulation storage 1.2).
 *
 * @param kind the kind of write
 * @param loanId the loan; null if all were deleted
 * @param before the row before the write, which is not always reliable, or null
 * @param after the row after the write, or null
 * @param time storage's clock after the commit
 * @param requestId the request that wrote, or null
 * @param origin identifies the record, for people and for {@code ce_derivedfrom}
 */
public record LoanRecord(
    Kind kind,
    @Nullable UUID loanId,
    @Nullable LoanRowState before,
    @Nullable LoanRowState after,
    Instant time,
    @Nullable String requestId,
    String origin) {

  /** The kind of a write. */
  enum Kind {
    CREATED,
    UPDATED,
    DELETED,
    ALL_DELETED
  }

  private static final String HISTORY = "circulation-storage/loan-history#";

  /**
   * Reads a domain event.
   *
   * @throws IllegalArgumentException if it has no loan id, so that it is parked
   */
  static LoanRecord of(Event event) {
    JsonObject value = event.json();
    Kind kind = Kind.valueOf(value.getString("type"));
    JsonObject data = value.getJsonObject("data", new JsonObject());
    JsonObject oldRow = data.getJsonObject("old");
    JsonObject newRow = data.getJsonObject("new");
    JsonObject named = newRow == null ? oldRow : newRow;
    if (named == null && kind != Kind.ALL_DELETED && kind != Kind.UPDATED) {
      throw new IllegalArgumentException("A record of type " + kind + " holds no loan");
    }
    return new LoanRecord(
        kind,
        kind == Kind.ALL_DELETED
            ? null
            : UUID.fromString(named == null ? event.key() : named.getString("id", event.key())),
        oldRow == null ? null : LoanRowState.of(oldRow),
        newRow == null ? null : LoanRowState.of(newRow),
        event.time(),
        event.correlation().requestId(),
        "%s@%s#%s".formatted(event.stream(), event.sequence() - 1, value.getString("id")));
  }

  /**
   * Reads a row of the loan history.
   *
   * @return empty if the row is of no known operation
   */
  static Optional<LoanRecord> ofHistory(JsonObject row, Instant time) {
    JsonObject loan = row.getJsonObject("loan", new JsonObject());
    if (!(loan.getValue("id") instanceof String id)) {
      return Optional.empty();
    }
    LoanRowState state = LoanRowState.of(loan);
    String origin = HISTORY + row.getString("id");
    return switch (row.getString("operation", "")) {
      case "I" ->
          Optional.of(
              new LoanRecord(Kind.CREATED, UUID.fromString(id), null, state, time, null, origin));
      case "U" ->
          Optional.of(
              new LoanRecord(Kind.UPDATED, UUID.fromString(id), null, state, time, null, origin));
      case "D" ->
          Optional.of(
              new LoanRecord(Kind.DELETED, UUID.fromString(id), state, null, time, null, origin));
      default -> Optional.empty();
    };
  }

  /** Whether it was read from the history, which also has known changes. */
  boolean isHistory() {
    return origin.startsWith(HISTORY);
  }

  /** The same record for one loan, if it concerns all loans. */
  LoanRecord of(UUID loan) {
    return new LoanRecord(kind, loan, before, after, time, requestId, origin);
  }

  /**
   * The common part of all writes of one staff action: mod-circulation passes its request id on,
   * and each module appends to it.
   */
  @Nullable String action() {
    return requestId == null || requestId.isBlank() ? null : requestId.split(";", 2)[0];
  }
}
