/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * What the publishing module knows of an event.
 *
 * @param verdict {@link Verdict#COMMITTED_NOT_SENT}, {@link Verdict#PARKED} or {@link Verdict#SENT}
 * @param occurredAt when the fact happened
 * @param storedAt when it was committed to the outbox, by the database's clock
 * @param place where it lies on Kafka; null if it does not
 * @param cause why brokers refuse it; null if they do not
 * @param derivedFrom the record that it was derived from; null if the module that did something
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
   * A place on Kafka.
   *
   * @param at when brokers had acknowledged it there
   */
  public record Place(String topic, int partition, long offset, Instant at) {}

  public static StoredPublication of(Row row) {
    String topic = row.getString("topic");
    String cause = row.getString("parked_cause");
    Place place =
        topic == null
            ? null
            : new Place(
                topic,
                row.getInteger("partition"),
                row.getLong("kafka_offset"),
                time(row, "relayed_at"));
    Verdict verdict = place != null ? Verdict.SENT : Verdict.COMMITTED_NOT_SENT;
    return new StoredPublication(
        cause == null ? verdict : Verdict.PARKED,
        row.getUUID("id"),
        row.getString("type"),
        new StreamKey(row.getString("aggregatetype"), row.getString("aggregateid")),
        row.getLong("sequence"),
        time(row, "occurred_at"),
        time(row, "stored_at"),
        place,
        cause,
        row.getString("derived_from"),
        row.getString("loan_id"));
  }

  private static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }
}
