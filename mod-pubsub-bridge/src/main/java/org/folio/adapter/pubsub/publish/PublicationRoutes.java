/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.pubsub.mode.BridgeMode;
import org.folio.adapter.pubsub.mode.ModPubSub;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.sql.GroupCommit;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.publish.EventRequest;
import org.folio.eventbus.okapi.publish.PublishFailure;

/**
 * {@code POST /pubsub/publish} (contract: mod-pubsub). 204 means that the event and its history are
 * committed in one transaction, here or at the adapter of the event's stream.
 */
public final class PublicationRoutes implements RouteGroup {

  private static final String PATH = "/pubsub/publish";
  private static final int DONE = 204;

  private final Publications publications;
  private final TenantDatabase database;
  private final ModPubSub modPubSub;
  private final UnnotedEvents unnoted;
  private final GroupCommit<TenantId, Arrival, Step> commits;

  /**
   * A route that publishes on a bus.
   *
   * @param modPubSub publishes for tenants in other modes than {@link BridgeMode#BRIDGE}
   * @param unnoted learns of what mod-pubsub published and could not be noted here
   */
  public PublicationRoutes(
      Vertx vertx,
      Publications publications,
      TenantDatabase database,
      ModPubSub modPubSub,
      UnnotedEvents unnoted) {
    this.publications = publications;
    this.database = database;
    this.modPubSub = modPubSub;
    this.unnoted = unnoted;
    this.commits = new GroupCommit<>(vertx, publications.bus().pool(), arrival -> 1, this::first);
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::publish));
  }

  /** An event with its request. */
  private record Arrival(
      RoutingContext ctx, OkapiRequest request, PubSubEvent event, Correlation correlation) {

    TenantId tenant() {
      return request.tenant();
    }
  }

  /** The next step after the first transaction. */
  private interface Step {
    Future<Answer> run();
  }

  private Future<Answer> publish(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    PubSubEvent event = PubSubEvent.of(JsonBody.read(ctx, JsonBody.BAD_REQUEST), request.tenant());
    Arrival arrival = new Arrival(ctx, request, event, EventRequest.correlation(ctx));
    return explained(arrival.tenant(), commits.submit(arrival.tenant(), arrival))
        .compose(Step::run);
  }

  private Future<List<Step>> first(SqlConnection tx, TenantId tenant, List<Arrival> arrivals) {
    String schema = publications.bus().schema().of(tenant);
    return Standing.find(tx, schema, arrivals.stream().map(Arrival::event).toList())
        .compose(
            standings -> {
              Decisions decisions = new Decisions();
              for (int i = 0; i < arrivals.size(); i++) {
                decisions.add(arrivals.get(i), standings.get(i));
              }
              return Publications.refuse(tx, schema, decisions.refused)
                  .compose(noted -> publications.store(tx, tenant, decisions.accepted))
                  .map(stored -> List.copyOf(decisions.steps));
            });
  }

  /** What becomes of the events of one transaction. */
  private final class Decisions {
    private final List<Step> steps = new ArrayList<>();
    private final List<Publications.Refused> refused = new ArrayList<>();
    private final List<Publications.Accepted> accepted = new ArrayList<>();

    void add(Arrival arrival, Standing standing) {
      try {
        steps.add(decide(arrival, standing));
      } catch (InvalidEventException e) {
        steps.add(() -> Future.failedFuture(HttpFailure.invalid(e.violations())));
      }
    }

    private Step decide(Arrival arrival, Standing standing) {
      PubSubEvent event = arrival.event();
      if (standing.mode() != BridgeMode.BRIDGE) {
        return () -> elsewhere(arrival, standing.mode());
      }
      if (!standing.publisher()) {
        String why =
            "%s is not registered as PUBLISHER for event type %s"
                .formatted(event.publishedBy(), event.eventType());
        refused.add(new Publications.Refused(event, why, standing.mode()));
        return () -> Future.succeededFuture(Answer.text(400, why));
      }
      BridgeStreams.Carried carried = Publications.carried(event);
      String owner = publications.owner(carried);
      if (owner != null) {
        return () -> give(arrival, owner, carried, standing);
      }
      accepted.add(new Publications.Accepted(event, carried, arrival.correlation(), standing));
      return () -> Future.succeededFuture(Answer.noContent());
    }
  }

  private Future<Answer> give(
      Arrival arrival, String owner, BridgeStreams.Carried carried, Standing standing) {
    return database
        .explaining(
            arrival.tenant(),
            publications.give(arrival.request(), owner, arrival.event(), carried, standing))
        .map(given -> Answer.noContent());
  }

  // Whatever the mode is meanwhile: mod-pubsub has the event and delivers it.
  private Future<Answer> elsewhere(Arrival arrival, BridgeMode mode) {
    return modPubSub
        .forward(arrival.ctx())
        .compose(
            answer ->
                answer.status() == DONE && mode == BridgeMode.SHADOW
                    ? noted(arrival).map(answer)
                    : Future.succeededFuture(answer));
  }

  // A client that got a failure would publish again what mod-pubsub delivers already.
  private Future<Void> noted(Arrival arrival) {
    return Future.<Void>succeededFuture()
        .compose(accepted -> shadow(arrival))
        .onFailure(cause -> unnoted.add(arrival.tenant(), arrival.event().id(), cause))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Answer> shadow(Arrival arrival) {
    Standing standing = new Standing(BridgeMode.SHADOW);
    PubSubEvent event = arrival.event();
    BridgeStreams.Carried carried;
    try {
      carried = Publications.carried(event);
    } catch (InvalidEventException e) {
      // mod-pubsub has accepted it; the comparison tells that the bridge would not.
      String why = String.valueOf(e.getMessage());
      return inTransaction(
          arrival.tenant(),
          (tx, schema) ->
              Publications.refuse(
                  tx, schema, List.of(new Publications.Refused(event, why, standing.mode()))));
    }
    String owner = publications.owner(carried);
    return owner == null
        ? inTransaction(
            arrival.tenant(),
            (tx, schema) ->
                publications.store(
                    tx,
                    arrival.tenant(),
                    List.of(
                        new Publications.Accepted(
                            event, carried, arrival.correlation(), standing))))
        : give(arrival, owner, carried, standing);
  }

  private interface Work {
    Future<Void> apply(SqlConnection tx, String schema);
  }

  private Future<Answer> inTransaction(TenantId tenant, Work work) {
    return explained(
            tenant,
            publications
                .bus()
                .pool()
                .withTransaction(tx -> work.apply(tx, publications.bus().schema().of(tenant))))
        .map(done -> Answer.noContent());
  }

  private <T> Future<T> explained(TenantId tenant, Future<T> work) {
    return database.explaining(
        tenant,
        work.recover(
            failure ->
                Future.failedFuture(
                    PublishFailure.isCollision(failure)
                        ? HttpFailure.text(
                            503,
                            "Another request published at the same time; repeat the request",
                            failure)
                        : failure)));
  }
}
