/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
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
 */
record EventEvidence(List<ParkedRow> parked, List<SequenceRange> gaps) {

  // How long an event may take from the change of a record to the subscription when nothing is
  // behind.
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  // Of a key with more parked events than these, the later ones are not looked at.
  private static final int MOST_PARKED = 1_000;

  // No cursor is made for a key without one: a subscription that begins in the middle tells by that
  // which of its keys are new.
  private static final String APPLIED =
      """
      SELECT coalesce(max(last_sequence), 0) AS applied FROM "%1$s".event_cursor
       WHERE subscription = $1 AND stream = $2 AND key = $3
      """;

  /**
   * A cause and what shows it.
   *
   * @param text for people; names sequences and no payload
   */
  record Finding(DifferenceCause cause, String text) {}

  static Future<EventEvidence> read(
      SqlConnection tx, String schema, String subscription, StreamKey key) {
    return ParkedTable.ofKey(tx, schema, subscription, key, MOST_PARKED)
        .compose(
            parked ->
                GapTable.read(tx, schema, subscription, Set.of(key))
                    .map(gaps -> new EventEvidence(parked, gaps.getOrDefault(key, List.of()))));
  }

  /**
   * What explains, while nothing is locked, that the summary does not know what happened to a
   * record.
   *
   * @param isAbout whether a payload is about the record
   * @param stored null if storage does not have it
   * @param horizon of a record that was changed later, the event may still be on its way
   */
  static Future<Finding> finding(
      SqlConnection connection,
      String schema,
      String subscription,
      StreamKey key,
      Predicate<JsonObject> isAbout,
      @Nullable StoredRecord stored,
      Instant horizon) {
    return connection
        .preparedQuery(APPLIED.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key()))
        .map(rows -> rows.iterator().next().getLong("applied"))
        .compose(
            applied ->
                read(connection, schema, subscription, key)
                    .map(evidence -> evidence.explain(isAbout, stored, applied, horizon)));
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
   * @param applied the highest sequence of the key that was applied
   * @param horizon of a record that was changed later, the event may still be on its way
   */
  Finding explain(
      Predicate<JsonObject> isAbout, @Nullable StoredRecord stored, long applied, Instant horizon) {
    return of(isAbout).orElseGet(() -> withoutEvent(stored, applied, horizon));
  }

  private static Finding withoutEvent(
      @Nullable StoredRecord stored, long applied, Instant horizon) {
    if (stored == null) {
      return new Finding(
          DifferenceCause.DELETED_WITHOUT_EVENT, "storage does not have it any more");
    }
    Instant updated = stored.updated();
    if (updated != null && updated.isAfter(horizon)) {
      return new Finding(
          DifferenceCause.LATE, "storage changed it at " + updated + "; the next run tells more");
    }
    return new Finding(
        DifferenceCause.NEVER_PUBLISHED,
        "all events up to sequence %s are applied, none is parked or missing".formatted(applied));
  }

  private Optional<Finding> of(Predicate<JsonObject> isAbout) {
    return parked.stream()
        .filter(row -> isAbout(isAbout, row))
        .findFirst()
        .map(EventEvidence::parked)
        .or(() -> gaps.stream().findFirst().map(EventEvidence::missing));
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
    try {
      return value != null && isAbout.test(new JsonObject(Buffer.buffer(value)));
    } catch (DecodeException e) {
      // Parked for just that reason; nobody can say what it is about.
      return false;
    }
  }
}
