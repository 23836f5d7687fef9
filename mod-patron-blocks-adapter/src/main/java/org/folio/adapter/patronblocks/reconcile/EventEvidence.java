/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;
import org.jspecify.annotations.Nullable;

/**
 * What the subscription knows about events of a key that it has not applied.
 *
 * @param parked the key's parked events in order
 * @param gaps its missing sequences
 * @param givenUp what operators have given up of it, the latest first
 * @param disabledSince when the tenant has disabled the module; null if it has it enabled
 */
record EventEvidence(
    List<ParkedRow> parked,
    List<SequenceRange> gaps,
    List<GivenUp> givenUp,
    @Nullable Instant disabledSince) {

  // How long an event may take from the change of a record to the subscription when nothing is
  // behind.
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  // Of a key with more parked events than these, the later ones are not looked at; nor the earlier
  // ones of more that were given up.
  private static final int MOST_EVENTS = 1_000;

  // No cursor is made for a key without one: a subscription that begins in the middle tells by that
  // which of its keys are new.
  private static final String APPLIED =
      """
      SELECT coalesce(max(last_sequence), 0) AS applied FROM "%1$s".event_cursor
       WHERE subscription = $1 AND stream = $2 AND key = $3
      """;

  private static final String GIVEN_UP =
      """
      SELECT skipped.first_sequence, skipped.last_sequence, skipped.arrived, skipped.skipped_at,
             original.value
        FROM "%1$s".event_skipped AS skipped
        LEFT JOIN LATERAL (
          SELECT value FROM "%1$s".event_original AS kept
           WHERE kept.event_id = skipped.event_id AND kept.subscription = skipped.subscription
           ORDER BY kept.position DESC
           LIMIT 1) AS original ON skipped.arrived
       WHERE skipped.subscription = $1 AND skipped.stream = $2 AND skipped.key = $3
       ORDER BY skipped.position DESC
       LIMIT $4
      """;

  private static final String DISABLED =
      """
      SELECT changed_at FROM "%1$s".event_tenant WHERE NOT enabled
      """;

  /**
   * Sequences that an operator has given up.
   *
   * @param arrived whether it is an event that had come and was discarded
   * @param value the discarded record; null if it is not kept any more, or nothing had come
   */
  record GivenUp(SequenceRange range, boolean arrived, Instant at, @Nullable Buffer value) {

    private static GivenUp of(Row row) {
      return new GivenUp(
          new SequenceRange(row.getLong("first_sequence"), row.getLong("last_sequence")),
          row.getBoolean("arrived"),
          row.getOffsetDateTime("skipped_at").toInstant(),
          row.getBuffer("value"));
    }

    // What changed later has another event.
    private boolean explains(Predicate<JsonObject> isAbout, @Nullable StoredRecord stored) {
      Instant updated = stored == null ? null : stored.updated();
      return (updated == null || !updated.isAfter(at))
          && (!arrived || EventEvidence.isAbout(isAbout, value));
    }

    private Finding finding() {
      return new Finding(
          DifferenceCause.GIVEN_UP,
          arrived
              ? "an operator has discarded the event with sequence %s at %s"
                  .formatted(range.first(), at)
              : "an operator has given up sequences %s to %s at %s, which had not arrived"
                  .formatted(range.first(), range.last(), at));
    }
  }

  /**
   * A cause and what shows it.
   *
   * @param text for people; names sequences and no payload
   */
  record Finding(DifferenceCause cause, String text) {}

  static Future<EventEvidence> read(
      SqlConnection tx, String schema, String subscription, StreamKey key) {
    return ParkedTable.ofKey(tx, schema, subscription, key, MOST_EVENTS)
        .compose(
            parked ->
                GapTable.read(tx, schema, subscription, Set.of(key))
                    .compose(
                        gaps ->
                            decided(
                                tx,
                                schema,
                                subscription,
                                key,
                                parked,
                                gaps.getOrDefault(key, List.of()))));
  }

  private static Future<EventEvidence> decided(
      SqlConnection tx,
      String schema,
      String subscription,
      StreamKey key,
      List<ParkedRow> parked,
      List<SequenceRange> gaps) {
    return tx.preparedQuery(GIVEN_UP.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key(), MOST_EVENTS))
        .map(rows -> rows.stream().map(GivenUp::of).toList())
        .compose(
            givenUp ->
                tx.preparedQuery(DISABLED.formatted(schema))
                    .execute()
                    .map(
                        rows ->
                            new EventEvidence(
                                parked,
                                gaps,
                                givenUp,
                                rows.stream()
                                    .map(row -> row.getOffsetDateTime("changed_at").toInstant())
                                    .findFirst()
                                    .orElse(null))));
  }

  /**
   * What explains, while nothing is locked, that the summary does not know what happened to a
   * record.
   *
   * @param isAbout whether a payload is about the record
   * @param stored null if storage does not have it
   * @param elsewhere whether the summary of another patron has the record
   * @param horizon of a record that was changed later, the event may still be on its way
   */
  static Future<Finding> finding(
      SqlConnection connection,
      String schema,
      String subscription,
      StreamKey key,
      Predicate<JsonObject> isAbout,
      @Nullable StoredRecord stored,
      boolean elsewhere,
      Instant horizon) {
    return connection
        .preparedQuery(APPLIED.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key()))
        .map(rows -> rows.iterator().next().getLong("applied"))
        .compose(
            applied ->
                read(connection, schema, subscription, key)
                    .map(
                        evidence ->
                            evidence.explain(isAbout, stored, elsewhere, applied, horizon)));
  }

  /**
   * Of records that were changed later, events may still be on their way.
   *
   * @param behind how far the subscriptions are behind
   */
  static Instant horizon(Duration behind) {
    return Instant.now().minus(behind).minus(ON_ITS_WAY);
  }

  /**
   * What explains that the summary does not know what happened to a record.
   *
   * @param isAbout whether a payload is about the record
   * @param stored null if storage does not have it
   * @param elsewhere whether the summary of another patron has the record
   * @param applied the highest sequence of the key that was applied
   * @param horizon of a record that was changed later, the event may still be on its way
   */
  Finding explain(
      Predicate<JsonObject> isAbout,
      @Nullable StoredRecord stored,
      boolean elsewhere,
      long applied,
      Instant horizon) {
    return waiting(isAbout)
        .or(() -> givenUp(isAbout, stored))
        .orElseGet(() -> withoutEvent(stored, elsewhere, applied, horizon));
  }

  private Finding withoutEvent(
      @Nullable StoredRecord stored, boolean elsewhere, long applied, Instant horizon) {
    if (stored == null) {
      return new Finding(
          DifferenceCause.DELETED_WITHOUT_EVENT, "storage does not have it any more");
    }
    if (elsewhere) {
      return new Finding(
          DifferenceCause.OTHER_PATRON,
          "it is counted for another patron than storage's, as its events say or have said");
    }
    Instant updated = stored.updated();
    // What changed a little earlier may have come too late.
    if (disabledSince != null
        && (updated == null || updated.isAfter(disabledSince.minus(ON_ITS_WAY)))) {
      return new Finding(
          DifferenceCause.MODULE_DISABLED,
          "the tenant has disabled the module at %s, and no event is read since"
              .formatted(disabledSince));
    }
    if (updated != null && updated.isAfter(horizon)) {
      return new Finding(
          DifferenceCause.LATE, "storage changed it at " + updated + "; the next run tells more");
    }
    return new Finding(
        DifferenceCause.NOT_ARRIVED,
        "all events that have arrived, up to sequence %s, are applied, and none is parked or missing; whether it was published the publishing module knows"
            .formatted(applied));
  }

  private Optional<Finding> waiting(Predicate<JsonObject> isAbout) {
    return parked.stream()
        .filter(row -> isAbout(isAbout, row))
        .findFirst()
        .map(EventEvidence::parked)
        .or(() -> gaps.stream().findFirst().map(EventEvidence::missing));
  }

  private Optional<Finding> givenUp(Predicate<JsonObject> isAbout, @Nullable StoredRecord stored) {
    return givenUp.stream()
        .filter(one -> one.explains(isAbout, stored))
        .findFirst()
        .map(GivenUp::finding);
  }

  private static Finding parked(ParkedRow row) {
    boolean poison = row.state() == ParkedState.POISON;
    return new Finding(
        poison ? DifferenceCause.PARKED : DifferenceCause.BEHIND_PARKED,
        "the event with sequence %s %s, for %s s"
            .formatted(
                row.sequence(),
                poison ? "is parked" : "waits behind another one of its key",
                row.age().toSeconds()));
  }

  private static Finding missing(SequenceRange gap) {
    return new Finding(
        DifferenceCause.GAP_OPEN,
        "sequences %s to %s have not arrived".formatted(gap.first(), gap.last()));
  }

  private static boolean isAbout(Predicate<JsonObject> isAbout, ParkedRow row) {
    byte[] value = row.source().value();
    return isAbout(isAbout, value == null ? null : Buffer.buffer(value));
  }

  private static boolean isAbout(Predicate<JsonObject> isAbout, @Nullable Buffer value) {
    try {
      return value != null && isAbout.test(new JsonObject(value));
    } catch (DecodeException e) {
      // Set aside for just that reason; nobody can say what it is about.
      return false;
    }
  }
}
