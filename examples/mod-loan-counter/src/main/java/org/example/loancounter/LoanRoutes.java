/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/** Lends an item, and tells how many loans a patron has. */
final class LoanRoutes implements RouteGroup {

  private static final String LEND =
      """
      INSERT INTO "%s".loan (id, user_id, item_id) VALUES ($1, $2, $3)
      ON CONFLICT (item_id) DO NOTHING
      """;
  private static final String COUNT = "SELECT loans FROM \"%s\".loan_count WHERE user_id = $1";

  private final EventBus bus;
  private final TenantDatabase database;

  LoanRoutes(EventBus bus) {
    this.bus = bus;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.post("/self-service-loans").handler(Endpoint.handler(this::lend));
    router.get("/loan-counts/:userId").handler(Endpoint.handler(this::count));
  }

  // tag: publish
  private Future<Answer> lend(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    JsonObject loan = JsonBody.read(ctx);
    return database
        .withTransaction(
            tenant,
            (tx, schema) ->
                bus.publisher()
                    .publish(tx, tenant, List.of(EventDraft.of(LoanCounterModule.ITEM_LENT, loan)))
                    .compose(events -> store(tx, schema, events.get(0), loan)))
        .map(id -> Answer.json(201, new JsonObject().put("id", id.toString())));
  }

  // end: publish

  // publish() has checked the payload against its schema.
  private static Future<UUID> store(
      SqlConnection tx, String schema, PublishedEvent event, JsonObject loan) {
    UUID user = UUID.fromString(loan.getString("userId"));
    UUID item = UUID.fromString(loan.getString("itemId"));
    return tx.preparedQuery(LEND.formatted(schema))
        .execute(Tuple.of(event.id(), user, item))
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture(event.id())
                    : Future.failedFuture(HttpFailure.text(409, "The item is already lent")));
  }

  private Future<Answer> count(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    UUID user =
        StrictUuid.parse(ctx.pathParam("userId"))
            .orElseThrow(() -> HttpFailure.text(400, "The user id must be a UUID"));
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                connection.preparedQuery(COUNT.formatted(schema)).execute(Tuple.of(user)))
        .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger("loans"))
        .map(loans -> Answer.json(200, new JsonObject().put("loans", loans)));
  }
}
