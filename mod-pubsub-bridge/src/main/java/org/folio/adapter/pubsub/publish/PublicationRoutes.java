/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.pubsub.audit.AuditEntry;
import org.folio.adapter.pubsub.audit.AuditState;
import org.folio.adapter.pubsub.audit.AuditTable;
import org.folio.adapter.pubsub.mode.BridgeMode;
import org.folio.adapter.pubsub.mode.ModPubSub;
import org.folio.adapter.pubsub.registry.MessagingModule;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.publish.EventRequest;
import org.folio.eventbus.okapi.publish.PublishFailure;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /pubsub/publish} (contract: mod-pubsub). 204 means that the event and its history are
 * committed in one transaction.
 */
public final class PublicationRoutes implements RouteGroup {

  private static final String PATH = "/pubsub/publish";
  private static final int DONE = 204;

  private static final String STANDING =
      """
      SELECT (SELECT mode FROM "%1$s".pubsub_mode) AS mode,
             EXISTS (SELECT FROM "%1$s".pubsub_module WHERE role = 'PUBLISHER' AND product = $1
                      AND event_type = $2) AS publisher,
             EXISTS (SELECT FROM "%1$s".pubsub_module WHERE role = 'SUBSCRIBER'
                      AND event_type = $2) AS subscriber
      """;

  private final EventBus bus;
  private final TenantDatabase database;
  private final ModPubSub modPubSub;
  private final boolean keepPayloads;

  /**
   * A route that publishes on a bus.
   *
   * @param modPubSub publishes for tenants in other modes than {@link BridgeMode#BRIDGE}
   * @param keepPayloads whether payloads are kept for the audit route
   */
  public PublicationRoutes(
      EventBus bus, TenantDatabase database, ModPubSub modPubSub, boolean keepPayloads) {
    this.bus = bus;
    this.database = database;
    this.modPubSub = modPubSub;
    this.keepPayloads = keepPayloads;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::publish));
  }

  /** What is known when an event arrives. */
  private record Standing(BridgeMode mode, boolean publisher, boolean subscriber) {

    static Future<Standing> find(SqlConnection connection, String schema, PubSubEvent event) {
      return connection
          .preparedQuery(STANDING.formatted(schema))
          .execute(Tuple.of(MessagingModule.product(event.publishedBy()), event.eventType()))
          .map(
              rows -> {
                Row row = rows.iterator().next();
                return new Standing(
                    BridgeMode.valueOf(row.getString("mode")),
                    row.getBoolean("publisher"),
                    row.getBoolean("subscriber"));
              });
    }
  }

  private Future<Answer> publish(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    PubSubEvent event = PubSubEvent.of(JsonBody.read(ctx, JsonBody.BAD_REQUEST), tenant);
    Correlation correlation = EventRequest.correlation(ctx);
    return inTransaction(
            tenant,
            (tx, schema) ->
                Standing.find(tx, schema, event)
                    .compose(
                        standing ->
                            standing.mode() == BridgeMode.BRIDGE
                                ? store(tx, tenant, event, correlation, standing)
                                    .map(answer -> new Decided(standing.mode(), answer))
                                : Future.succeededFuture(new Decided(standing.mode(), null))))
        .compose(
            decided ->
                decided.answer() == null
                    ? elsewhere(ctx, tenant, event, correlation, decided.mode())
                    : Future.succeededFuture(decided.answer()));
  }

  /**
   * The decision who delivers the event.
   *
   * @param answer null if mod-pubsub answers
   */
  private record Decided(BridgeMode mode, @Nullable Answer answer) {}

  // Whatever the mode is meanwhile: mod-pubsub has the event and delivers it.
  private Future<Answer> elsewhere(
      RoutingContext ctx,
      TenantId tenant,
      PubSubEvent event,
      Correlation correlation,
      BridgeMode mode) {
    return modPubSub
        .forward(ctx)
        .compose(
            answer ->
                answer.status() == DONE && mode == BridgeMode.SHADOW
                    ? inTransaction(
                            tenant,
                            (tx, schema) ->
                                store(
                                    tx,
                                    tenant,
                                    event,
                                    correlation,
                                    new Standing(BridgeMode.SHADOW, true, true)))
                        .map(stored -> answer)
                    : Future.succeededFuture(answer));
  }

  private interface Work<T> {
    Future<T> apply(SqlConnection tx, String schema);
  }

  private <T> Future<T> inTransaction(TenantId tenant, Work<T> work) {
    return database.explaining(
        tenant,
        bus.pool()
            .withTransaction(tx -> work.apply(tx, bus.schema().of(tenant)))
            .recover(
                failure ->
                    Future.failedFuture(
                        PublishFailure.isCollision(failure)
                            ? HttpFailure.text(
                                503,
                                "Another request published at the same time; repeat the request",
                                failure)
                            : failure)));
  }

  private Future<Answer> store(
      SqlConnection tx,
      TenantId tenant,
      PubSubEvent event,
      Correlation correlation,
      Standing standing) {
    String schema = bus.schema().of(tenant);
    if (!standing.publisher()) {
      String why =
          "%s is not registered as PUBLISHER for event type %s"
              .formatted(event.publishedBy(), event.eventType());
      return AuditTable.insert(
              tx,
              schema,
              List.of(
                  entry(event, AuditState.CREATED, null, null),
                  entry(event, AuditState.REJECTED, why, null)))
          .map(noted -> Answer.text(400, why));
    }
    BridgeStreams.Carried carried =
        BridgeStreams.carried(
            event.eventType(),
            MessagingModule.product(event.publishedBy()),
            event.publishedBy(),
            event.payload());
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
                    : note(tx, schema, event, standing))
        .map(noted -> Answer.noContent());
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
