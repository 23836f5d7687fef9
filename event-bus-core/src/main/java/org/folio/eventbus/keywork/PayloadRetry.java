/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedEvent;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.keywork.OperatorDecisions.LockedKey;
import org.folio.eventbus.park.OperationTable;
import org.folio.eventbus.park.ParkedEvents;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;

/** Gives a parked event an edited payload that is valid for that event. */
final class PayloadRetry {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String EXPLANATION =
      "The mended payload satisfies the schema of its type and belongs to the same key; the payload that came is kept in event_original";

  private final RecordReader reader;
  private final EventCatalog catalog;
  private final Subscription subscription;

  PayloadRetry(RecordReader reader, EventCatalog catalog, Subscription subscription) {
    this.reader = reader;
    this.catalog = catalog;
    this.subscription = subscription;
  }

  Future<ParkedEvent> find(SqlClient client, String schema, UUID eventId) {
    return ParkedEvents.byId(client, schema, subscription.name(), eventId)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                new IllegalArgumentException(
                                    "No event %s is parked in %s; GET /event-bus/events/%s tells where it is"
                                        .formatted(eventId, subscription.name(), eventId)))));
  }

  Future<ActionResult> run(
      LockedKey locked, UUID eventId, String payload, Justification why, boolean dryRun) {
    return find(locked.tx(), locked.schema(), eventId)
        .compose(
            event ->
                ParkedTable.ofKey(
                        locked.tx(),
                        locked.schema(),
                        subscription.name(),
                        locked.key(),
                        ParkedActions.MOST_OF_KEY)
                    .compose(rows -> checked(locked, event, rows, payload, why, dryRun)));
  }

  private Future<ActionResult> checked(
      LockedKey locked,
      ParkedEvent event,
      List<ParkedRow> rows,
      String payload,
      Justification why,
      boolean dryRun) {
    Optional<ParkedRow> row =
        rows.stream().filter(one -> one.position() == event.position()).findFirst();
    if (row.isEmpty()) {
      return refused(
          "More than %s events of its key are parked before it; release those first"
              .formatted(ParkedActions.MOST_OF_KEY));
    }
    ConsumerRecord<byte[], byte[]> source = row.get().source();
    Delivery mended = reader.read(withValue(source, payload)).orElseThrow();
    Event read = mended.event();
    if (read == null || mended.problem() != null) {
      return refused(String.valueOf(mended.problem()));
    }
    if (!read.id().equals(event.eventId()) || !keyIn(read).equals(read.key())) {
      return refused("The payload names another key than the event; the key must stay the same");
    }
    JsonObject before =
        new JsonObject().put("state", event.state().name()).put("cause", event.cause());
    JsonObject after = new JsonObject().put("payload", "mended");
    if (dryRun) {
      return Future.succeededFuture(ActionResult.dryRun(Action.RETRY, EXPLANATION, before, after));
    }
    return payload.equals(event.payload())
        ? Future.succeededFuture(
            ActionResult.nothing(Action.RETRY, "The event has this payload already"))
        : ParkedEvents.replace(locked.tx(), locked.schema(), event, payload)
            .compose(replaced -> note(locked, event, why, before, after))
            .map(
                operation ->
                    ActionResult.done(Action.RETRY, EXPLANATION, operation, before, after));
  }

  private String keyIn(Event event) {
    return catalog
        .type(event.stream(), event.type())
        .flatMap(type -> type.keyRule().key(tree(event.payload())))
        .orElse(event.key());
  }

  private static JsonNode tree(String payload) {
    try {
      return MAPPER.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The payload is not JSON", e);
    }
  }

  private static ConsumerRecord<byte[], byte[]> withValue(
      ConsumerRecord<byte[], byte[]> source, String payload) {
    return new ConsumerRecord<>(
        source.topic(),
        source.partition(),
        source.offset(),
        source.timestamp(),
        source.timestampType(),
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        source.key(),
        payload.getBytes(StandardCharsets.UTF_8),
        source.headers(),
        Optional.empty());
  }

  private Future<Long> note(
      LockedKey locked, ParkedEvent event, Justification why, JsonObject before, JsonObject after) {
    return OperationTable.write(
        locked.tx(),
        locked.schema(),
        Action.RETRY,
        new JsonObject()
            .put("subscription", subscription.name())
            .put("stream", locked.key().stream())
            .put("key", locked.key().key())
            .put("sequence", event.sequence())
            .put("eventId", String.valueOf(event.eventId()))
            .put("type", event.type()),
        why,
        // The release that follows logs the outcome.
        "MENDED",
        before,
        after);
  }

  private static Future<ActionResult> refused(String sentence) {
    return Future.failedFuture(new IllegalArgumentException(sentence));
  }
}
