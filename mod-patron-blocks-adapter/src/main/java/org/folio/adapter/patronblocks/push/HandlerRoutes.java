/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.action.OperationLog;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.push.Inbox;

/**
 * {@code /automated-patron-blocks/handlers/...} (contract: mod-patron-blocks 2.3). One deliberate
 * difference: 204 means that the event is stored, not only that it could be read.
 */
public final class HandlerRoutes implements RouteGroup {

  private static final String INBOX = "/automated-patron-blocks/handlers/inbox";
  private static final String RELEASED = "release pushed events";
  private static final String UNKNOWN_OPERATOR = "unknown";

  private final TenantDatabase database;
  private final Inbox inbox;
  private final OperationLog operations;

  /** Routes into the inbox of {@link PushedEvents}. */
  public HandlerRoutes(TenantDatabase database, Inbox inbox, OperationLog operations) {
    this.database = database;
    this.inbox = inbox;
    this.operations = operations;
  }

  @Override
  public void mount(Router router) {
    for (PushedEventType type : PushedEventType.values()) {
      router.post(type.path()).handler(Endpoint.handler(ctx -> push(type, ctx)));
    }
    router.get(INBOX).handler(Endpoint.handler(this::status));
    router.post(INBOX + "/release").handler(Endpoint.handler(this::release));
  }

  private Future<Answer> push(PushedEventType type, RoutingContext ctx) {
    Inbox.refuseDelivery(ctx);
    OkapiRequest request = OkapiRequest.of(ctx);
    PushedEvent event =
        PushedBody.read(type, request.tenant(), JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    return inbox.accept(
        request.tenant(), (connection, name) -> PushedEventTable.insert(connection, name, event));
  }

  private Future<Answer> status(RoutingContext ctx) {
    return database
        .withConnection(OkapiRequest.of(ctx).tenant(), PushedEventTable::status)
        .map(status -> Answer.json(200, status));
  }

  private Future<Answer> release(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    Justification why =
        new Justification(
            reason(JsonBody.read(ctx, JsonBody.BAD_REQUEST)),
            Objects.requireNonNullElse(request.userId(), UNKNOWN_OPERATOR));
    return database
        .withTransaction(
            request.tenant(),
            (tx, name) ->
                PushedEventTable.release(tx, name)
                    .compose(
                        released ->
                            operations
                                .write(
                                    tx,
                                    request.tenant(),
                                    RELEASED,
                                    new JsonObject().put("events", released),
                                    why,
                                    "waiting again")
                                .map(released)))
        .onSuccess(released -> inbox.wake(request.tenant()))
        .map(released -> Answer.json(200, new JsonObject().put("released", released)));
  }

  private static String reason(JsonObject body) {
    if (body.getValue("reason") instanceof String text && !text.isBlank()) {
      return text;
    }
    throw HttpFailure.invalid(
        List.of(
            new Violation("reason", null, "must be a text that is not blank", ErrorBody.NO_CODE)));
  }
}
