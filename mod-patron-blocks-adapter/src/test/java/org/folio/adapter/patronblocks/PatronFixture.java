/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.testing.AccountEvents;

/** A patron in a group of its own, with actions for tests. */
public final class PatronFixture {

  public final LoanHistory loans = new LoanHistory();
  public final UUID userId = loans.userId;
  public final UUID group = UUID.randomUUID();
  private final RunningAdapter adapter;
  private final Map<UUID, Long> sequences = new HashMap<>();

  public PatronFixture(RunningAdapter adapter) {
    this.adapter = adapter;
    adapter.okapi.stubFor(
        get(urlEqualTo("/users/" + userId))
            .willReturn(okJson(new JsonObject().put("patronGroup", group.toString()).encode())));
  }

  /** Lets every condition block all actions, with its name as the message. */
  public static void allConditionsBlock(RunningAdapter adapter) {
    for (ConditionKind kind : ConditionKind.values()) {
      condition(adapter, kind, true, true, true, kind.name());
    }
  }

  public static void condition(
      RunningAdapter adapter,
      ConditionKind kind,
      boolean borrowing,
      boolean renewals,
      boolean requests,
      String message) {
    JsonObject body =
        new JsonObject()
            .put("id", kind.id().toString())
            .put("name", kind.name())
            .put("blockBorrowing", borrowing)
            .put("blockRenewals", renewals)
            .put("blockRequests", requests)
            .put("valueType", kind.valueType().id())
            .put("message", message);
    HttpResponse<String> answer =
        adapter.send("PUT", "/patron-block-conditions/" + kind.id(), body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  public void limit(ConditionKind kind, Number value) {
    JsonObject body =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("patronGroupId", group.toString())
            .put("conditionId", kind.id().toString())
            .put("value", value);
    HttpResponse<String> answer = adapter.send("POST", "/patron-block-limits", body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Applies the events of the patron's loans. */
  public void applyLoans() {
    adapter.apply(loans.events());
  }

  public void owes(UUID account, String balance, UUID loan) {
    adapter.apply(List.of(balanceChanged(account, balance, loan)));
  }

  public Event balanceChanged(UUID account, String balance, UUID loan) {
    BigDecimal amount = new BigDecimal(balance);
    return account(
        account,
        loan == null
            ? AccountEvents.balanceChanged(userId, account, account, amount)
            : AccountEvents.balanceChanged(userId, account, account, amount, loan));
  }

  public Event accountDeleted(UUID account) {
    return account(account, AccountEvents.accountDeleted(account));
  }

  private Event account(UUID account, Map<String, Object> payload) {
    return new Event(
        UUID.randomUUID(),
        "FEE_FINE_BALANCE_CHANGED",
        LoanHistory.DIKU,
        EventCatalog.ACCOUNT_EVENTS,
        account.toString(),
        sequences.merge(account, 1L, Long::sum),
        Instant.now(),
        new JsonObject(payload).encode(),
        Correlation.NONE,
        null);
  }

  /** The blocks, as {@code CONDITION:borrowing,renewals,requests}. */
  public List<String> blocks() {
    HttpResponse<String> answer = adapter.get("/automated-patron-blocks/" + userId);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body())
        .getJsonArray("automatedPatronBlocks").stream()
            .map(JsonObject.class::cast)
            .map(
                block ->
                    "%s:%s,%s,%s"
                        .formatted(
                            block.getString("message"),
                            block.getBoolean("blockBorrowing"),
                            block.getBoolean("blockRenewals"),
                            block.getBoolean("blockRequests")))
            .toList();
  }

  public HttpResponse<String> summary() {
    return adapter.get("/user-summary/" + userId);
  }

  public JsonArray fees() {
    return new JsonObject(summary().body()).getJsonArray("openFeesFines");
  }
}
