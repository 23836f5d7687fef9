/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * The publishing module's knowledge of an event.
 *
 * @param verdict {@link Verdict#COMMITTED_NOT_SENT}, {@link Verdict#PARKED} or {@link Verdict#SENT}
 * @param occurredAt when the fact happened
 * @param storedAt when it was committed to the outbox, by the database's clock
 * @param place its position on Kafka; null if it is not there
 * @param cause why brokers reject it; null if they do not
 * @param derivedFrom the record that it was derived from; null if the module that caused the fact
 *     published it itself
 * @param loanId the loan that its payload names; null if it names none
 */
public record StoredPublication(
    Verdict verdict,
    UUID eventId,
    String type,
    StreamKey key,
    long sequence,
    Instant occurredAt,
    Instant storedAt,
    @Nullable Place place,
    @Nullable String cause,
    @Nullable String derivedFrom,
    @Nullable String loanId) {

  /**
   * A position on Kafka.
   *
   * @param at when brokers acknowledged the record
   */
  public record Place(String topic, int partition, long offset, Instant at) {}
}
