/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
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

  /** An event that is to be put on the bus. */
  record Accepted(
      PubSubEvent event,
      BridgeStreams.Carried carried,
      Correlation correlation,
      Standing standing) {

    EventDraft draft() {
      return new EventDraft(
          event.id(), carried.type(), carried.stream(), carried.payload(), null, correlation, null);
    }
  }

  /** Stores and notes events in one transaction. */
  Future<Void> store(SqlConnection tx, TenantId tenant, List<Accepted> accepted) {
    if (accepted.isEmpty()) {
      return Future.succeededFuture();
    }
    return bus.publisher()
        .publish(tx, tenant, accepted.stream().map(Accepted::draft).toList())
        .compose(
            published ->
                note(
                    tx,
                    bus.schema().of(tenant),
                    IntStream.range(0, accepted.size())
                        .filter(i -> !published.get(i).repeated())
                        .mapToObj(accepted::get)
                        .toList()));
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
    Accepted given = new Accepted(event, carried, Correlation.NONE, standing);
    return bus.pool()
        .withTransaction(tx -> note(tx, schema, List.of(given)))
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

  /** An event that is not put on the bus. */
  record Refused(PubSubEvent event, String why, BridgeMode mode) {}

  /** Notes that events are refused. */
  static Future<Void> refuse(SqlConnection tx, String schema, List<Refused> refused) {
    List<AuditEntry> entries = new ArrayList<>();
    for (Refused one : refused) {
      entries.add(entry(one.event(), AuditState.CREATED, null, null));
      entries.add(entry(one.event(), AuditState.REJECTED, one.why(), one.mode()));
    }
    return AuditTable.insert(tx, schema, entries);
  }

  private Future<Void> note(SqlConnection tx, String schema, List<Accepted> accepted) {
    List<AuditEntry> entries = new ArrayList<>();
    Map<UUID, String> payloads = new HashMap<>();
    for (Accepted one : accepted) {
      PubSubEvent event = one.event();
      entries.add(entry(event, AuditState.CREATED, null, null));
      entries.add(entry(event, AuditState.PUBLISHED, null, one.standing().mode()));
      if (!one.standing().subscriber()) {
        entries.add(
            entry(
                event,
                AuditState.REJECTED,
                "There is no SUBSCRIBER registered for event type " + event.eventType(),
                null));
      }
      String payload = event.payload();
      if (keepPayloads && payload != null && !payload.isEmpty()) {
        payloads.put(event.id(), payload);
      }
    }
    return AuditTable.insert(tx, schema, entries)
        .compose(noted -> AuditTable.insertPayloads(tx, schema, payloads));
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
