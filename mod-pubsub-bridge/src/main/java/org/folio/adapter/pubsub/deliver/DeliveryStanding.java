/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.folio.adapter.pubsub.mode.BridgeMode;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the delivery of an event to a subscriber.
 *
 * @param callback null if the subscriber is not registered for the type
 * @param since when it was registered
 * @param bridged whether the bridge delivered for the tenant at the event's time
 * @param publication how the event was published here; empty if it came another way
 * @param delivered whether the subscriber has accepted it
 * @param accepted whether the subscriber has ever accepted an event of the type
 */
record DeliveryStanding(
    @Nullable String callback,
    Instant since,
    boolean bridged,
    Optional<Publication> publication,
    boolean delivered,
    boolean accepted) {

  // Clocks of machines differ, and an event that another module publishes has that module's time.
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final String FIND =
      """
      SELECT m.callback, m.since, m.accepted, p.mode AS published_mode,
             p.audit_date, p.published_by, p.correlation_id, p.created_by,
             EXISTS (SELECT FROM "%1$s".pubsub_mode_since AS held
                      WHERE held.mode = 'BRIDGE' AND held.since <= $5
                        AND NOT EXISTS (SELECT FROM "%1$s".pubsub_mode_since AS next
                                         WHERE next.since > held.since AND next.since <= $4))
               AS bridged,
             EXISTS (SELECT FROM "%1$s".pubsub_audit WHERE event_id = $1 AND subscriber = $2
                      AND state = 'DELIVERED') AS delivered
        FROM "%1$s".pubsub_mode AS b
        LEFT JOIN "%1$s".pubsub_module AS m
          ON m.role = 'SUBSCRIBER' AND m.product = $2 AND m.event_type = $3
        LEFT JOIN "%1$s".pubsub_audit AS p ON p.event_id = $1 AND p.state = 'PUBLISHED'
       LIMIT 1
      """;

  /** What to do with the event. */
  enum Decision {
    /** Call the subscriber. */
    CALL,
    /** Note that the subscriber would have been called. */
    NOTE,
    /** The event does not concern the subscriber, or is done. */
    NOTHING
  }

  /** The publication of an event at the bridge. */
  record Publication(
      BridgeMode mode,
      Instant at,
      String publishedBy,
      @Nullable String correlationId,
      @Nullable String createdBy) {}

  static Future<DeliveryStanding> find(
      SqlClient client, String schema, Event event, String subscriber, String eventType) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute(
            Tuple.of(
                event.id(),
                subscriber,
                eventType,
                event.time().minus(CLOCKS).atOffset(ZoneOffset.UTC),
                event.time().plus(CLOCKS).atOffset(ZoneOffset.UTC)))
        .map(rows -> of(rows.iterator().next()));
  }

  private static DeliveryStanding of(Row row) {
    String published = row.getString("published_mode");
    OffsetDateTime since = row.getOffsetDateTime("since");
    return new DeliveryStanding(
        row.getString("callback"),
        since == null ? Instant.MAX : since.toInstant(),
        row.getBoolean("bridged"),
        published == null
            ? Optional.empty()
            : Optional.of(
                new Publication(
                    BridgeMode.valueOf(published),
                    row.getOffsetDateTime("audit_date").toInstant(),
                    row.getString("published_by"),
                    row.getString("correlation_id"),
                    row.getString("created_by"))),
        row.getBoolean("delivered"),
        Boolean.TRUE.equals(row.getBoolean("accepted")));
  }

  /**
   * Decides about the event. Who took its publication delivers it, so a change of the mode neither
   * loses nor doubles an event. For an event that came another way, the mode at its time counts.
   */
  Decision decide(Event event) {
    if (callback == null || delivered) {
      return Decision.NOTHING;
    }
    return publication.map(known -> ofPublication(known)).orElseGet(() -> ofOther(event.time()));
  }

  private Decision ofPublication(Publication known) {
    if (known.at().isBefore(since)) {
      return Decision.NOTHING;
    }
    return known.mode() == BridgeMode.BRIDGE ? Decision.CALL : Decision.NOTE;
  }

  // mod-pubsub does not know such an event, so a call too many is none twice.
  private Decision ofOther(Instant time) {
    if (time.plus(CLOCKS).isBefore(since)) {
      return Decision.NOTHING;
    }
    return bridged ? Decision.CALL : Decision.NOTE;
  }
}
