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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.pubsub.BridgeStreams;
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
                      WHERE held.mode = 'BRIDGE' AND held.since <= asked.latest
                        AND NOT EXISTS (SELECT FROM "%1$s".pubsub_mode_since AS next
                                         WHERE next.since > held.since
                                           AND next.since <= asked.earliest))
               AS bridged,
             EXISTS (SELECT FROM "%1$s".pubsub_audit AS past
                      WHERE past.event_id = asked.id AND past.subscriber = asked.subscriber
                        AND past.state = 'DELIVERED') AS delivered
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
          WITH ORDINALITY AS asked (id, subscriber, event_type, earliest, latest, place)
        LEFT JOIN "%1$s".pubsub_module AS m
          ON m.role = 'SUBSCRIBER' AND m.product = asked.subscriber
             AND m.event_type = asked.event_type
        LEFT JOIN LATERAL (SELECT * FROM "%1$s".pubsub_audit AS past
                            WHERE past.event_id = asked.id AND past.state = 'PUBLISHED'
                            LIMIT 1) AS p ON true
       ORDER BY place
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

  /** An event for a subscriber. */
  record Question(Event event, String subscriber) {

    String eventType() {
      return BridgeStreams.eventType(event);
    }
  }

  /** One for each question, in order. */
  static Future<List<DeliveryStanding>> find(
      SqlClient client, String schema, List<Question> questions) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute(
            Tuple.of(
                questions.stream().map(one -> one.event().id()).toArray(UUID[]::new),
                questions.stream().map(Question::subscriber).toArray(String[]::new),
                questions.stream().map(Question::eventType).toArray(String[]::new),
                times(questions, CLOCKS.negated()),
                times(questions, CLOCKS)))
        .map(
            rows -> {
              List<DeliveryStanding> found = new ArrayList<>();
              rows.forEach(row -> found.add(of(row)));
              return found;
            });
  }

  private static OffsetDateTime[] times(List<Question> questions, Duration later) {
    return questions.stream()
        .map(one -> one.event().time().plus(later).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
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
