/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.push;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.eventbus.Violation;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.ErrorBody;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.JsonBody;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * {@code POST /audit/handlers/log-record} (contract: mod-audit 3.4). Two deliberate differences:
 * 204 means that the record is stored, and what can never become a record is refused.
 */
public final class PushRoutes implements RouteGroup {

  private static final String PATH = "/audit/handlers/log-record";

  private final TenantDatabase database;
  private final Inbox inbox;

  /** Routes into the given inbox. */
  public PushRoutes(TenantDatabase database, Inbox inbox) {
    this.database = database;
    this.inbox = inbox;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::push));
  }

  private Future<Answer> push(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    JsonObject body = JsonBody.read(ctx, JsonBody.BAD_REQUEST);
    if (!LogKinds.isKnown(body)) {
      throw HttpFailure.invalid(
          List.of(
              new Violation(
                  "logEventType",
                  body.getValue("logEventType") instanceof String kind ? kind : null,
                  "must be one of the known kinds of log records",
                  ErrorBody.NO_CODE)));
    }
    return database
        .withConnection(
            request.tenant(), (connection, schema) -> PushedTable.insert(connection, schema, body))
        .onSuccess(stored -> inbox.wake(request.tenant()))
        .map(stored -> Answer.noContent());
  }
}
