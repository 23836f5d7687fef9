/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.pubsub.audit.AuditEntry;
import org.folio.adapter.pubsub.audit.AuditState;
import org.folio.adapter.pubsub.audit.AuditTable;
import org.folio.adapter.pubsub.mode.BridgeMode;
import org.folio.adapter.pubsub.registry.MessagingModule;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.jspecify.annotations.Nullable;

/** Puts events on the bus and notes their publication. */
public final class Publications {

  private final EventBus bus;
  private final boolean keepPayloads;
  private final StreamOwners owners;

  /**
   * Publications on a bus.
   *
   * @param keepPayloads whether payloads are kept for the audit route
   * @param owners publish their streams in place of the bus
   */
  public Publications(EventBus bus, boolean keepPayloads, StreamOwners owners) {
    this.bus = bus;
    this.keepPayloads = keepPayloads;
    this.owners = owners;
  }

  EventBus bus() {
    return bus;
  }

  /** The event of the bus for a published one. */
  static BridgeStreams.Carried carried(PubSubEvent event) {
    return BridgeStreams.carried(
        event.eventType(),
        MessagingModule.product(event.publishedBy()),
        event.publishedBy(),
        event.payload());
  }

  /** The path of the adapter that publishes the event; null if the bridge does. */
  @Nullable String owner(BridgeStreams.Carried carried) {
    return owners.path(carried.stream()).orElse(null);
  }

  /** Stores and notes an event in one transaction. */
  Future<Void> store(
      SqlConnection tx,
      TenantId tenant,
      PubSubEvent event,
      BridgeStreams.Carried carried,
      Correlation correlation,
      Standing standing) {
    EventDraft draft =
        new EventDraft(
            event.id(),
            carried.type(),
            carried.stream(),
            carried.payload(),
            null,
            correlation,
            null);
    return bus.publisher()
        .publish(tx, tenant, List.of(draft))
        .compose(
            published ->
                published.get(0).repeated()
                    ? Future.succeededFuture()
                    : note(tx, bus.schema().of(tenant), event, standing));
  }

  /**
   * Gives an event to the adapter of its stream. It is noted before: whoever delivers it must know
   * in which mode it was published.
   */
  Future<Void> give(
      OkapiRequest request,
      String path,
      PubSubEvent event,
      BridgeStreams.Carried carried,
      Standing standing) {
    String schema = bus.schema().of(request.tenant());
    return bus.pool()
        .withTransaction(tx -> note(tx, schema, event, standing))
        .compose(noted -> owners.publish(request, path, event, carried))
        .recover(
            failure ->
                AuditTable.insert(
                        bus.pool(),
                        schema,
                        List.of(
                            entry(event, AuditState.REJECTED, "The adapter did not take it", null)))
                    .transform(noted -> Future.failedFuture(failure)));
  }

  /** Notes that an event is refused. */
  static Future<Void> refuse(
      SqlConnection tx, String schema, PubSubEvent event, String why, BridgeMode mode) {
    return AuditTable.insert(
        tx,
        schema,
        List.of(
            entry(event, AuditState.CREATED, null, null),
            entry(event, AuditState.REJECTED, why, mode)));
  }

  private Future<Void> note(SqlConnection tx, String schema, PubSubEvent event, Standing standing) {
    List<AuditEntry> entries = new ArrayList<>();
    entries.add(entry(event, AuditState.CREATED, null, null));
    entries.add(entry(event, AuditState.PUBLISHED, null, standing.mode()));
    if (!standing.subscriber()) {
      entries.add(
          entry(
              event,
              AuditState.REJECTED,
              "There is no SUBSCRIBER registered for event type " + event.eventType(),
              null));
    }
    return AuditTable.insert(tx, schema, entries)
        .compose(
            noted -> {
              String payload = event.payload();
              return keepPayloads && payload != null && !payload.isEmpty()
                  ? AuditTable.insertPayload(tx, schema, event.id(), payload)
                  : Future.succeededFuture();
            });
  }

  private static AuditEntry entry(
      PubSubEvent event, AuditState state, @Nullable String error, @Nullable BridgeMode mode) {
    return new AuditEntry(
        event.id(),
        event.eventType(),
        event.correlationId(),
        event.createdBy(),
        event.publishedBy(),
        state,
        error,
        null,
        mode == null ? null : mode.name());
  }
}
