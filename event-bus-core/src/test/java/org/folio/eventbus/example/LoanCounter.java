/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.example;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;

/** The example of the README: a module that publishes check-outs and counts them per patron. */
final class LoanCounter {

  private static final String STORE = "INSERT INTO \"%s\".loan VALUES ($1)";
  private static final String COUNT =
      """
      INSERT INTO "%s".loan_count SELECT key, count(*) FROM unnest($1::text[]) AS key GROUP BY key
      ON CONFLICT (user_id) DO UPDATE SET loans = loan_count.loans + excluded.loans
      """;

  private final EventBus bus;

  // README: begin
  LoanCounter(Vertx vertx, Map<String, String> environment) {
    bus =
        EventBus.builder(vertx, EventBusSettings.from(environment), "mod-loan-counter")
            .changelog("loan-counter.sql")
            .publish(Set.of(EventCatalog.LOAN_EVENTS))
            .subscribe(
                new Subscription(
                    "loan-count",
                    EventCatalog.LOAN_EVENTS,
                    Set.of("ITEM_CHECKED_OUT"),
                    LoanCounter::count))
            .build();
  }

  // Effect, cursor and receipts commit together: each event counts once, in the order of its key.
  static Future<Void> count(EventBatch batch, SqlConnection tx) {
    String[] users = batch.events().stream().map(Event::key).toArray(String[]::new);
    return tx.preparedQuery(COUNT.formatted(batch.schema())).execute(Tuple.of(users)).mapEmpty();
  }

  // The loan and its event commit together, or neither does.
  Future<List<PublishedEvent>> checkOut(TenantId tenant, JsonObject loan) {
    String store = STORE.formatted(bus.schema().of(tenant));
    List<EventDraft> events = List.of(EventDraft.of("ITEM_CHECKED_OUT", loan));
    return bus.pool()
        .withTransaction(
            tx ->
                tx.preparedQuery(store)
                    .execute(Tuple.of(loan.getString("loanId")))
                    .compose(stored -> bus.publisher().publish(tx, tenant, events)));
  }

  // README: end

  Future<Void> start(TenantId tenant) {
    return bus.start().compose(started -> bus.tenants().enable(tenant));
  }

  Future<Integer> loans(TenantId tenant, String userId) {
    return bus.pool()
        .preparedQuery(
            "SELECT coalesce(max(loans), 0)::int AS loans FROM \"%s\".loan_count WHERE user_id = $1"
                .formatted(bus.schema().of(tenant)))
        .execute(Tuple.of(userId))
        .map(rows -> rows.iterator().next().getInteger("loans"));
  }

  Future<Void> stop() {
    return bus.close();
  }
}
