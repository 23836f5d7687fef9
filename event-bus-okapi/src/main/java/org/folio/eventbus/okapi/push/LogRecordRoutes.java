/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;

/**
 * Receives log records at mod-pubsub's push path. 204 means that the record is stored, or needs no
 * action.
 */
public final class LogRecordRoutes implements RouteGroup {

  private final String path;
  private final Inbox inbox;
  private final Predicate<JsonObject> wanted;

  /**
   * A route into the inbox of {@link PushedLogRecords}.
   *
   * @param path from the first slash on
   * @param wanted whether to store a body; throws {@link org.folio.eventbus.okapi.http.HttpFailure}
   *     to reject it
   */
  public LogRecordRoutes(String path, Inbox inbox, Predicate<JsonObject> wanted) {
    this.path = path;
    this.inbox = inbox;
    this.wanted = wanted;
  }

  @Override
  public void mount(Router router) {
    router.post(path).handler(Endpoint.handler(this::push));
  }

  private Future<Answer> push(RoutingContext ctx) {
    Inbox.refuseDelivery(ctx);
    OkapiRequest request = OkapiRequest.of(ctx);
    JsonObject body = JsonBody.read(ctx, JsonBody.BAD_REQUEST);
    return wanted.test(body)
        ? inbox.accept(
            request.tenant(),
            (connection, schema) -> PushedLogRecordTable.insert(connection, schema, body))
        : Future.succeededFuture(Answer.noContent());
  }
}
