/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.Expectation;
import org.folio.adapter.circulation.witness.expect.LoanRecord;
import org.folio.adapter.circulation.witness.expect.Rule;
import org.folio.eventbus.PublishedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A finding for people.
 *
 * @param type the event's type, or null if it is not known
 * @param gracePeriod the grace period in the derived event, as text, or null
 * @param rule the row of the derivation table, or null
 * @param origin the record of storage, or null
 * @param happenedAt when the loan changed, or when the event was published
 * @param eventId the event as its module published it, or null
 * @param derived the event that was published in its place, or null
 * @param restated number of further events that repeat the loan's present state
 */
public record Finding(
    UUID id,
    FindingKind kind,
    UUID loanId,
    @Nullable String type,
    @Nullable String fingerprint,
    @Nullable String gracePeriod,
    @Nullable Rule rule,
    @Nullable String requestId,
    @Nullable String origin,
    String explanation,
    Instant happenedAt,
    @Nullable UUID eventId,
    @Nullable PublishedEvent derived,
    int restated) {

  /** A change with an underivable part. */
  public static Finding underivable(LoanRecord loanRecord) {
    return new Finding(
        UUID.randomUUID(),
        FindingKind.AMBIGUOUS,
        Objects.requireNonNull(loanRecord.loanId()),
        null,
        null,
        null,
        null,
        loanRecord.requestId(),
        loanRecord.origin(),
        "The loan changed, and its row names no borrower or no due date: no event can be derived",
        loanRecord.time(),
        null,
        null,
        0);
  }

  /** A change whose event is missing. */
  public static Finding missing(
      UUID id,
      FindingKind kind,
      Expectation expectation,
      @Nullable String gracePeriod,
      String explanation,
      @Nullable PublishedEvent derived,
      int restated) {
    return new Finding(
        id,
        kind,
        expectation.loanId(),
        expectation.type(),
        expectation.fingerprint(),
        gracePeriod,
        expectation.rule(),
        expectation.requestId(),
        expectation.origin(),
        explanation,
        expectation.changedAt(),
        null,
        derived,
        restated);
  }

  /** An event without a change. */
  public static Finding unfounded(
      UUID id, FindingKind kind, NoticedEvent event, String explanation) {
    return new Finding(
        id,
        kind,
        event.loanId(),
        event.type(),
        event.fingerprint(),
        null,
        null,
        event.requestId(),
        null,
        explanation,
        event.storedAt(),
        event.id(),
        null,
        0);
  }
}
