/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines.example;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.StrictUuid;

/** The example in this module's README.md: how mod-feesfines itself would use the library. */
final class AccountStore {

  private static final String SAVE =
      """
      INSERT INTO "%s".accounts (id, jsonb) VALUES ($1, $2)
      ON CONFLICT (id) DO UPDATE SET jsonb = excluded.jsonb
      """;
  private static final String DELETE = "DELETE FROM \"%s\".accounts WHERE id = $1";

  private final EventBus bus;

  // docs: begin
  AccountStore(Vertx vertx, Map<String, String> environment) {
    bus =
        EventBus.builder(vertx, EventBusSettings.from(environment), "mod-feesfines")
            .changelog("accounts.sql")
            .catalog(EventCatalog.feesFines())
            .publish(EventCatalog.feesFines().streams())
            .build();
  }

  // POST and PUT /accounts, and each action that changes what remains: row and events commit
  // together, or none of them does.
  Future<List<PublishedEvent>> save(TenantId tenant, JsonObject account) {
    return bus.pool().withTransaction(tx -> save(tx, tenant, account));
  }

  // The row comes first: whoever changes the same account waits for its lock, so the order of
  // events is the order of changes.
  Future<List<PublishedEvent>> save(SqlConnection tx, TenantId tenant, JsonObject account) {
    return store(tx, tenant, account)
        .compose(stored -> bus.publisher().publish(tx, tenant, events(account)));
  }

  Future<List<PublishedEvent>> delete(TenantId tenant, UUID id) {
    EventDraft deleted = balanceChanged(new JsonObject().put("id", id.toString()));
    return bus.pool()
        .withTransaction(
            tx ->
                tx.preparedQuery(DELETE.formatted(bus.schema().of(tenant)))
                    .execute(Tuple.of(id))
                    .map(rows -> rows.rowCount() == 1 ? List.of(deleted) : List.<EventDraft>of())
                    .compose(events -> bus.publisher().publish(tx, tenant, events)));
  }

  private static List<EventDraft> events(JsonObject account) {
    List<EventDraft> events = new ArrayList<>();
    events.add(balanceChanged(account));
    boolean closed =
        account.getJsonObject("status").getString("name").equalsIgnoreCase("Closed")
            && remaining(account) == 0;
    if (closed) {
      uuid(account, "loanId").ifPresent(loan -> events.add(feeFineClosed(loan)));
    }
    return events;
  }

  // docs: end

  Future<Void> store(SqlConnection tx, TenantId tenant, JsonObject account) {
    return tx.preparedQuery(SAVE.formatted(bus.schema().of(tenant)))
        .execute(Tuple.of(UUID.fromString(account.getString("id")), account))
        .mapEmpty();
  }

  // The payload calls the account feeFineId; the account uses this name for its type. A deleted
  // account has neither user nor type.
  private static EventDraft balanceChanged(JsonObject account) {
    JsonObject payload =
        new JsonObject()
            .put("feeFineId", account.getString("id"))
            .put("balance", remaining(account));
    uuid(account, "userId").ifPresent(user -> payload.put("userId", user));
    uuid(account, "feeFineId").ifPresent(type -> payload.put("feeFineTypeId", type));
    uuid(account, "loanId").ifPresent(loan -> payload.put("loanId", loan));
    return EventDraft.of("FEE_FINE_BALANCE_CHANGED", payload);
  }

  private static EventDraft feeFineClosed(String loan) {
    return EventDraft.of("LOAN_RELATED_FEE_FINE_CLOSED", new JsonObject().put("loanId", loan));
  }

  // An account may contain any text in these members, for example 0 for no loan.
  private static Optional<String> uuid(JsonObject account, String member) {
    return StrictUuid.parse(account.getString(member)).map(UUID::toString);
  }

  private static double remaining(JsonObject account) {
    return new BigDecimal(account.getNumber("remaining", 0).toString())
        .setScale(2, RoundingMode.HALF_EVEN)
        .doubleValue();
  }

  EventBus bus() {
    return bus;
  }

  Future<Void> start(TenantId tenant) {
    return bus.start().compose(started -> bus.tenants().enable(tenant));
  }

  Future<Void> stop() {
    return bus.close();
  }
}
