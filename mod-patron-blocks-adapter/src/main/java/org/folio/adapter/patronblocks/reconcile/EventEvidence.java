/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.KeyEvidence;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.jspecify.annotations.Nullable;

/**
 * The subscription's knowledge of unapplied events of a key.
 *
 * @param known as the bus returns it
 */
public record EventEvidence(KeyEvidence known) {

  // How long an event may take from the change of a record to the subscription without lag.
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  /**
   * A cause and its evidence.
   *
   * @param text for people; names sequences and no payload
   */
  public record Finding(DifferenceCause cause, String text) {}

  public static Future<EventEvidence> read(
      Keys keys, SqlConnection connection, String schema, String subscription, StreamKey key) {
    return keys.evidence(connection, schema, subscription, key).map(EventEvidence::new);
  }

  /**
   * Events of records that changed later may still be in flight.
   *
   * @param behind the lag of the subscriptions
   */
  public static Instant horizon(Duration behind) {
    return Instant.now().minus(behind).minus(ON_ITS_WAY);
  }

  /**
   * Why the summary lacks a change of a record.
   *
   * @param isAbout whether a payload concerns the record
   * @param stored null if storage does not have it
   * @param elsewhere whether another patron's summary has the record
   * @param horizon events of records that changed later may still be in flight
   */
  public Finding explain(
      Predicate<JsonObject> isAbout,
      @Nullable StoredRecord stored,
      boolean elsewhere,
      Instant horizon) {
    return waiting(isAbout)
        .or(() -> givenUp(isAbout, stored))
        .orElseGet(() -> withoutEvent(stored, elsewhere, horizon));
  }

  private Finding withoutEvent(@Nullable StoredRecord stored, boolean elsewhere, Instant horizon) {
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
    Instant disabledSince = known.disabledSince();
    // The event of a slightly earlier change may have arrived too late.
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
            .formatted(known.applied()));
  }

  private Optional<Finding> waiting(Predicate<JsonObject> isAbout) {
    return known.parked().stream()
        .filter(row -> isAbout(isAbout, row.payload()))
        .findFirst()
        .map(EventEvidence::parked)
        .or(() -> known.missing().stream().findFirst().map(EventEvidence::missing));
  }

  private Optional<Finding> givenUp(Predicate<JsonObject> isAbout, @Nullable StoredRecord stored) {
    return known.givenUp().stream()
        .filter(one -> explains(one, isAbout, stored))
        .findFirst()
        .map(EventEvidence::givenUp);
  }

  private static Finding parked(KeyEvidence.Parked row) {
    boolean poison = row.state() == ParkedState.POISON;
    return new Finding(
        poison ? DifferenceCause.PARKED : DifferenceCause.BEHIND_PARKED,
        "the event with sequence %s %s, for %s s"
            .formatted(
                row.sequence(),
                poison ? "is parked" : "waits behind another one of its key",
                row.age().toSeconds()));
  }

  // A later change has another event.
  private static boolean explains(
      KeyEvidence.GivenUp one, Predicate<JsonObject> isAbout, @Nullable StoredRecord stored) {
    Instant updated = stored == null ? null : stored.updated();
    return (updated == null || !updated.isAfter(one.at()))
        && (!one.arrived() || isAbout(isAbout, one.payload()));
  }

  private static Finding givenUp(KeyEvidence.GivenUp one) {
    SequenceRange range = one.range();
    return new Finding(
        DifferenceCause.GIVEN_UP,
        one.arrived()
            ? "an operator has discarded the event with sequence %s at %s"
                .formatted(range.first(), one.at())
            : "an operator has given up sequences %s to %s at %s, which had not arrived"
                .formatted(range.first(), range.last(), one.at()));
  }

  private static Finding missing(SequenceRange gap) {
    return new Finding(
        DifferenceCause.GAP_OPEN,
        "sequences %s to %s have not arrived".formatted(gap.first(), gap.last()));
  }

  private static boolean isAbout(Predicate<JsonObject> isAbout, @Nullable Buffer value) {
    try {
      return value != null && isAbout.test(new JsonObject(value));
    } catch (DecodeException e) {
      // The record was given up for exactly this reason, and its content is unknown.
      return false;
    }
  }
}
