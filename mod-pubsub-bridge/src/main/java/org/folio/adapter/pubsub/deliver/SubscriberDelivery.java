/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import io.vertx.core.Future;
import java.util.List;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.pubsub.audit.AuditEntry;
import org.folio.adapter.pubsub.audit.AuditState;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.jspecify.annotations.Nullable;

/**
 * Calls one subscriber with the events that it is registered for, and notes each outcome. A call
 * whose success is noted is not repeated.
 */
final class SubscriberDelivery implements ExternalHandler {

  private final String subscriber;
  private final EventDelivery delivery;
  private final DeliveryNotes notes;
  private final ModuleSchema schema;

  /**
   * Deliveries to a subscriber.
   *
   * @param subscriber its module id without version
   */
  SubscriberDelivery(
      String subscriber, EventDelivery delivery, DeliveryNotes notes, ModuleSchema schema) {
    this.subscriber = subscriber;
    this.delivery = delivery;
    this.notes = notes;
    this.schema = schema;
  }

  @Override
  public Future<Void> handle(Event event) {
    return reach(event).mapEmpty();
  }

  @Override
  public Future<Boolean> reach(Event event) {
    String tables = schema.of(event.tenant());
    return notes
        .standing(tables, new DeliveryStanding.Question(event, subscriber))
        .compose(
            standing ->
                switch (standing.decide(event)) {
                  case NOTHING -> Future.succeededFuture(false);
                  case NOTE -> note(tables, event, standing, AuditState.SHADOWED, null).map(false);
                  case CALL -> call(tables, event, standing).map(true);
                });
  }

  private Future<Void> call(String tables, Event event, DeliveryStanding standing) {
    // A call that is not made says nothing about the event.
    boolean called = !delivery.isPaused(event.tenant());
    return delivery
        .deliver(event, path(standing), BridgeStreams.body(event))
        .transform(
            result -> {
              if (result.succeeded()) {
                return note(tables, event, standing, AuditState.DELIVERED, null)
                    .compose(noted -> first(tables, event, standing, null));
              }
              // The cause decides what becomes of the event, also if it cannot be noted.
              Future<Void> failed = Future.failedFuture(result.cause());
              String refusal = String.valueOf(result.cause().getMessage());
              return called
                  ? note(tables, event, standing, AuditState.REJECTED, refusal)
                      .compose(noted -> first(tables, event, standing, refusal))
                      .transform(noted -> failed)
                  : failed;
            });
  }

  private Future<Void> first(
      String tables, Event event, DeliveryStanding standing, @Nullable String refusal) {
    return standing.accepted()
        ? Future.succeededFuture()
        : notes.firstCall(tables, subscriber, BridgeStreams.eventType(event), refusal);
  }

  // mod-pubsub puts the callback behind Okapi's address as it is; without a slash that is another
  // host.
  private static String path(DeliveryStanding standing) {
    String callback = String.valueOf(standing.callback());
    return callback.isEmpty() || callback.startsWith("/") ? callback : "/" + callback;
  }

  private Future<Void> note(
      String tables,
      Event event,
      DeliveryStanding standing,
      AuditState state,
      @Nullable String error) {
    AuditEntry outcome = entry(event, standing, state, error);
    return notes.add(
        tables,
        state == AuditState.SHADOWED
            ? List.of(outcome)
            : List.of(entry(event, standing, AuditState.RECEIVED, null), outcome));
  }

  private AuditEntry entry(
      Event event, DeliveryStanding standing, AuditState state, @Nullable String error) {
    DeliveryStanding.Publication known = standing.publication().orElse(null);
    return new AuditEntry(
        event.id(),
        BridgeStreams.eventType(event),
        known == null ? null : known.correlationId(),
        known == null ? null : known.createdBy(),
        known == null ? event.stream() : known.publishedBy(),
        state,
        error,
        subscriber,
        null);
  }
}
