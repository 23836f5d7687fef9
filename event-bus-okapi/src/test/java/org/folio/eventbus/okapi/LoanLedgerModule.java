/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;

/** A module that publishes loan events and writes down those that it reads. */
public final class LoanLedgerModule implements DeployableModule, TransactionalHandler {

  public static final String NAME = "mod-loan-ledger";

  public static final String SUBSCRIPTION = "loan-ledger";

  private static final String INSERT =
      """
      INSERT INTO "%1$s".loan_ledger (event_id, key, sequence, payload)
      SELECT event_id, key, sequence, payload::jsonb
        FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[]) WITH ORDINALITY
          AS new (event_id, key, sequence, payload, place)
       ORDER BY place
      """;

  private final SubscriptionPolicy policy;
  private EventBus bus;

  LoanLedgerModule(SubscriptionPolicy policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "Writes loan events down.";
  }

  @Override
  public void describe(EventBusBuilder builder) {
    builder
        .changelog("loan-ledger.sql")
        .publish(List.of(EventCatalog.LOAN_EVENTS))
        .subscribe(
            new Subscription(
                SUBSCRIPTION,
                EventCatalog.LOAN_EVENTS,
                EventCatalog.circulation().typeNames(),
                this,
                policy));
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus built) {
    bus = built;
    return List.of();
  }

  EventBus bus() {
    return bus;
  }

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    List<Event> events = batch.events();
    return tx.preparedQuery(INSERT.formatted(batch.schema()))
        .execute(
            Tuple.of(
                events.stream().map(Event::id).toArray(UUID[]::new),
                events.stream().map(Event::key).toArray(String[]::new),
                events.stream().map(Event::sequence).toArray(Long[]::new),
                events.stream()
                    .map(event -> new JsonObject(event.payload()).encode())
                    .toArray(String[]::new)))
        .mapEmpty();
  }
}
