/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * What loan storage says of one write (contract: circulation storage 1.2).
 *
 * @param kind what was done
 * @param loanId the loan; null if all were deleted
 * @param before the row before the write, which cannot be trusted in all cases, or null
 * @param after the row after the write, or null
 * @param time storage's clock after the commit
 * @param requestId the request that wrote, or null
 * @param origin names the record, for people and for {@code ce_derivedfrom}
 */
public record LoanRecord(
    Kind kind,
    @Nullable UUID loanId,
    @Nullable LoanRowState before,
    @Nullable LoanRowState after,
    Instant time,
    @Nullable String requestId,
    String origin) {

  /** What a write does. */
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
   * @throws IllegalArgumentException if it names no loan, so that it can be parked
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

  /** Whether it was read from the history, which also has what is known already. */
  boolean isHistory() {
    return origin.startsWith(HISTORY);
  }

  /** The same record as it concerns one loan; for a record that concerns all of them. */
  LoanRecord of(UUID loan) {
    return new LoanRecord(kind, loan, before, after, time, requestId, origin);
  }

  /**
   * What is common to all writes of one staff action: mod-circulation hands its own request id on,
   * and each module adds to it.
   */
  @Nullable String action() {
    return requestId == null || requestId.isBlank() ? null : requestId.split(";", 2)[0];
  }
}
