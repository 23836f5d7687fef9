/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ParkedEvent;
import org.folio.eventbus.admin.parked.ParkedPlace;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.gap.SkippedTable;
import org.folio.eventbus.keywork.OperatorDecisions.LockedKey;
import org.folio.eventbus.park.OperationTable;
import org.folio.eventbus.park.ParkedEvents;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.store.ReceiptTable;

/** Sets a parked event aside: it will never be applied, and later events of its key can be. */
final class EventDiscard {

  private static final String EXPLANATION =
      "Sequence %s of the key will never be applied, and its receipt says DISCARDED; the record is kept in event_original";

  private final RecordReader reader;
  private final Subscription subscription;
  private final String instance;

  EventDiscard(RecordReader reader, Subscription subscription, String instance) {
    this.reader = reader;
    this.subscription = subscription;
    this.instance = instance;
  }

  Future<Optional<ParkedEvent>> find(SqlClient client, String schema, ParkedPlace parked) {
    UUID id = parked.eventId();
    return id != null
        ? ParkedEvents.byId(client, schema, subscription.name(), id)
        : ParkedEvents.byPlace(
            client,
            schema,
            subscription.name(),
            Objects.requireNonNull(parked.topic()),
            parked.partition(),
            parked.offset());
  }

  Future<ActionResult> nothing(SqlClient client, String schema, ParkedPlace parked) {
    UUID id = parked.eventId();
    Future<Boolean> before =
        id == null
            ? Future.succeededFuture(false)
            : SkippedTable.discarded(client, schema, subscription.name(), id);
    return before.map(
        discarded ->
            ActionResult.nothing(
                Action.DISCARD,
                discarded
                    ? "It was discarded before; GET /event-bus/events/%s tells by whom and why"
                        .formatted(id)
                    : "No such event is parked in %s: it was released, or never parked"
                        .formatted(subscription.name())));
  }

  Future<ActionResult> run(
      LockedKey locked, ParkedPlace parked, Justification why, boolean dryRun) {
    return find(locked.tx(), locked.schema(), parked)
        .compose(
            found ->
                found.isEmpty()
                    ? nothing(locked.tx(), locked.schema(), parked)
                    : found.get().sequence() == null
                        ? unreadable(locked, found.get(), why, dryRun)
                        : first(locked, found.get(), found.get().sequence(), why, dryRun));
  }

  private Future<ActionResult> unreadable(
      LockedKey locked, ParkedEvent record, Justification why, boolean dryRun) {
    JsonObject before = new JsonObject().put("state", record.state().name());
    JsonObject after = new JsonObject().put("state", Outcome.DISCARDED.name());
    String explanation = "The unreadable record is set aside; it is kept in event_original";
    return dryRun
        ? Future.succeededFuture(ActionResult.dryRun(Action.DISCARD, explanation, before, after))
        : ParkedEvents.setAside(locked.tx(), locked.schema(), record)
            .compose(set -> note(locked, record, why, before, after))
            .map(
                operation ->
                    ActionResult.done(Action.DISCARD, explanation, operation, before, after));
  }

  private Future<ActionResult> first(
      LockedKey locked, ParkedEvent event, long sequence, Justification why, boolean dryRun) {
    return ParkedTable.ofKey(locked.tx(), locked.schema(), subscription.name(), locked.key(), 1)
        .compose(
            rows -> {
              ParkedRow first = rows.get(0);
              if (first.position() != event.position()) {
                return refused(
                    "Sequence %s of its key is parked before it; decide about that first"
                        .formatted(first.sequence()));
              }
              Delivery delivery = reader.read(first.source()).orElseThrow();
              Event read = delivery.event();
              if (read == null) {
                return refused(
                    "The record can no longer be read: %s".formatted(delivery.problem()));
              }
              return isBehindGap(read, locked.cursor())
                  ? refused(
                      "Sequences %s to %s of its key are missing before it; give those up first: POST /event-bus/gaps/skip"
                          .formatted(locked.cursor().last() + 1, sequence - 1))
                  : decided(locked, event, read, why, dryRun);
            });
  }

  private boolean isBehindGap(Event event, Cursor cursor) {
    boolean begins = cursor.last() == 0 && subscription.policy().fromFirstSeen();
    return event.sequence() > cursor.last() + 1
        && event.sequencing() != Sequencing.BY_OFFSET
        && !begins;
  }

  private Future<ActionResult> decided(
      LockedKey locked, ParkedEvent parked, Event event, Justification why, boolean dryRun) {
    return ParkedTable.count(locked.tx(), locked.schema(), subscription.name(), locked.key())
        .compose(
            count -> {
              Cursor cursor = locked.cursor();
              Cursor moved =
                  new Cursor(
                      Math.max(cursor.last(), event.sequence()), count > 1, cursor.openGaps());
              JsonObject before =
                  new JsonObject()
                      .put("state", parked.state().name())
                      .put("cause", parked.cause())
                      .put("applied", cursor.last())
                      .put("parked", count);
              JsonObject after =
                  new JsonObject()
                      .put("state", Outcome.DISCARDED.name())
                      .put("applied", moved.last())
                      .put("parked", count - 1);
              String explanation = EXPLANATION.formatted(event.sequence());
              return dryRun
                  ? Future.succeededFuture(
                      ActionResult.dryRun(Action.DISCARD, explanation, before, after))
                  : write(locked, parked, event, moved, why)
                      .compose(written -> note(locked, parked, why, before, after))
                      .map(
                          operation ->
                              ActionResult.done(
                                  Action.DISCARD, explanation, operation, before, after));
            });
  }

  private Future<Void> write(
      LockedKey locked, ParkedEvent parked, Event event, Cursor moved, Justification why) {
    Receipt receipt =
        new Receipt(event, Outcome.DISCARDED, parked.topic(), parked.partition(), parked.offset());
    return ParkedEvents.setAside(locked.tx(), locked.schema(), parked)
        .compose(
            set ->
                SkippedTable.insert(
                    locked.tx(),
                    locked.schema(),
                    subscription.name(),
                    locked.key(),
                    new SequenceRange(event.sequence(), event.sequence()),
                    event.id(),
                    parked.partition(),
                    parked.cause(),
                    why))
        .compose(
            noted ->
                ReceiptTable.insert(
                    locked.tx(),
                    locked.schema(),
                    subscription.name(),
                    instance,
                    false,
                    List.of(receipt)))
        .compose(written -> locked.move(subscription.name(), moved));
  }

  private Future<Long> note(
      LockedKey locked,
      ParkedEvent parked,
      Justification why,
      JsonObject before,
      JsonObject after) {
    JsonObject subject =
        new JsonObject()
            .put("subscription", subscription.name())
            .put("stream", locked.key().stream())
            .put("key", locked.key().key())
            .put("sequence", parked.sequence())
            .put("eventId", parked.eventId() == null ? null : parked.eventId().toString())
            .put("type", parked.type())
            .put("topic", parked.topic())
            .put("partition", parked.partition())
            .put("offset", parked.offset());
    return OperationTable.write(
        locked.tx(),
        locked.schema(),
        Action.DISCARD,
        subject,
        why,
        ActionOutcome.DONE.name(),
        before,
        after);
  }

  private static Future<ActionResult> refused(String sentence) {
    return Future.failedFuture(new IllegalArgumentException(sentence));
  }
}
