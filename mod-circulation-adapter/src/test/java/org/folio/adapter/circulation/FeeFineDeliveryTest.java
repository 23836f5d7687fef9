/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.testing.OkapiWithModule;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events of fees and fines on their way to mod-circulation, with the whole module. */
@Tag("long")
@WithEventBusServers
class FeeFineDeliveryTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TenantId DIKU = new TenantId("diku");
  private static final String CLOSED = "/circulation/handlers/loan-related-fee-fine-closed";
  private static final String CHANGED = "/circulation/handlers/fee-fine-balance-changed";

  private final OkapiWithModule okapi = new OkapiWithModule();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final UUID user = UUID.randomUUID();
  private final EventBusSettings settings;
  private EventBus feesFines;
  private ModuleProcess module;

  FeeFineDeliveryTest(KafkaBroker kafka, PostgresServer postgres) {
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    settings = EventBusSettings.from(variables);
  }

  @BeforeEach
  void start() {
    feesFines =
        EventBus.builder(vertx, settings, "mod-test-feesfines")
            .catalog(EventCatalog.feesFines())
            .publish(EventCatalog.feesFines().streams())
            .build();
    get(feesFines.start());
    get(feesFines.tenants().enable(DIKU));
    module =
        get(
            ModuleProcess.start(
                new CirculationAdapter(
                    new OkapiSettings(
                        Optional.of(okapi.url()),
                        Optional.of(new SystemUser("bus", OkapiWithModule.PASSWORD)))),
                settings,
                0));
    new TenantCaller(URI.create("http://localhost:" + module.port()))
        .enable("diku", "mod-circulation-adapter-0.1.0");
  }

  @AfterEach
  void stop() {
    module.close();
    get(feesFines.close());
    get(vertx.close());
    okapi.close();
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String path, String body) {
    return send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
  }

  private JsonObject read(String path) {
    return new JsonObject(send(path, HttpRequest.newBuilder()).body());
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder request) {
    try {
      return client.send(
          request
              .uri(URI.create("http://localhost:" + module.port() + path))
              .timeout(LIMIT)
              .header("X-Okapi-Tenant", "diku")
              .header("Content-Type", "application/json")
              .build(),
          BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void publish(List<EventDraft> drafts) {
    get(feesFines.pool().withTransaction(tx -> feesFines.publisher().publish(tx, DIKU, drafts)));
  }

  private static EventDraft closed(UUID loan) {
    return EventDraft.of(
            "LOAN_RELATED_FEE_FINE_CLOSED",
            new JsonObject(AccountEvents.loanRelatedFeeFineClosed(loan)))
        .withId(UUID.randomUUID());
  }

  private EventDraft changed(UUID account, int balance) {
    return EventDraft.of(
        "FEE_FINE_BALANCE_CHANGED",
        new JsonObject(
            AccountEvents.balanceChanged(user, account, account, BigDecimal.valueOf(balance))));
  }

  private void awaitApplied(int events) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        read("/event-bus/subscriptions")
                            .getJsonArray("subscriptions")
                            .getJsonObject(0)
                            .getInteger("applied"))
                    .isEqualTo(events));
  }

  private JsonObject parked() {
    return read("/event-bus/parked?reveal=true");
  }

  // How long the module has refused, as far as it was asked.
  private Duration outage() {
    List<OkapiWithModule.Call> refused =
        okapi.calls.stream().filter(call -> call.status() == 500).toList();
    return refused.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(refused.get(refused.size() - 1).at() - refused.get(0).at());
  }

  private List<Integer> balances(List<OkapiWithModule.Call> calls, UUID account) {
    return calls.stream()
        .map(call -> new JsonObject(call.body()))
        .filter(body -> account.toString().equals(body.getString("feeFineId")))
        .map(body -> body.getNumber("balance").intValue())
        .toList();
  }

  @Test
  void bothTypesArriveAtTheirPathsWithTheirPayloadsAndHeaders() {
    UUID loan = UUID.randomUUID();
    UUID account = UUID.randomUUID();
    EventDraft closed =
        closed(loan).withCorrelation(new Correlation("123456/accounts", user.toString(), null));
    publish(List.of(closed, changed(account, 7)));
    awaitApplied(2);

    assertThat(okapi.calls).hasSize(2);
    OkapiWithModule.Call call =
        okapi.calls.stream().filter(one -> one.path().equals(CLOSED)).findFirst().orElseThrow();
    JsonObject body = new JsonObject(call.body());
    body.remove("metadata");
    assertThat(body).isEqualTo(new JsonObject().put("loanId", loan.toString()));
    assertThat(call.header("X-Okapi-Tenant")).isEqualTo("diku");
    assertThat(call.header("X-Okapi-Token")).isEqualTo(OkapiWithModule.TOKEN + "1");
    assertThat(call.header("X-Okapi-Url")).isEqualTo(okapi.url());
    assertThat(call.header("X-Okapi-Request-Id")).isEqualTo("123456/accounts");
    assertThat(call.header("X-Okapi-User-Id")).isEqualTo(user.toString());
    assertThat(call.header("Idempotency-Key")).isEqualTo(String.valueOf(closed.id()));
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    OkapiWithModule.Call other =
        okapi.calls.stream().filter(one -> one.path().equals(CHANGED)).findFirst().orElseThrow();
    assertThat(new JsonObject(other.body()).getString("feeFineId")).isEqualTo(account.toString());
    assertThat(other.header("X-Okapi-Request-Id")).isNull();
  }

  @Test
  void theOrderOfEachKeyIsKeptThroughFailuresInBetween() {
    AtomicInteger calls = new AtomicInteger();
    okapi.answers(request -> calls.incrementAndGet() % 3 == 0 ? 503 : 204);
    List<UUID> accounts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      UUID account = UUID.randomUUID();
      accounts.add(account);
      publish(List.of(changed(account, 3), changed(account, 2), changed(account, 1)));
    }
    awaitApplied(36);

    assertThat(accounts)
        .allSatisfy(
            account -> assertThat(balances(okapi.accepted(), account)).containsExactly(3, 2, 1));
    assertThat(okapi.calls).hasSizeGreaterThan(36);
    assertThat(parked().getInteger("totalRecords")).isZero();
  }

  /** Longer than the retry budget, within which an event that fails on its own would be parked. */
  @Test
  void anOutageOfTheModuleParksAndLosesNothingAndKeepsTheOrder() {
    UUID account = UUID.randomUUID();
    publish(List.of(changed(account, 9)));
    awaitApplied(1);
    AtomicBoolean away = new AtomicBoolean(true);
    okapi.answers(request -> away.get() ? 500 : 204);
    publish(List.of(changed(account, 8), changed(account, 7)));
    UUID other = UUID.randomUUID();
    publish(List.of(changed(other, 5), changed(other, 4), closed(UUID.randomUUID())));
    await().atMost(LIMIT).until(() -> outage().compareTo(FeeFineDelivery.POLICY.retryBudget()) > 0);
    assertThat(parked().getInteger("totalRecords")).isZero();
    away.set(false);
    awaitApplied(6);

    assertThat(balances(okapi.accepted(), account)).containsExactly(9, 8, 7);
    assertThat(balances(okapi.accepted(), other)).containsExactly(5, 4);
    assertThat(parked().getInteger("totalRecords")).isZero();
  }

  @Test
  void aRefusedEventParksItsLoanOnlyAndReleaseDeliversInOrder() {
    UUID refused = UUID.randomUUID();
    okapi.answers(request -> request.getBodyAsString().contains(refused.toString()) ? 422 : 204);
    List<EventDraft> ofLoan = List.of(closed(refused), closed(refused), closed(refused));
    publish(ofLoan);
    for (int i = 0; i < 10; i++) {
      publish(List.of(closed(UUID.randomUUID())));
    }
    awaitApplied(10);
    await().atMost(LIMIT).until(() -> parked().getInteger("totalRecords") == 1);

    JsonObject key = parked().getJsonArray("parked").getJsonObject(0);
    await()
        .atMost(LIMIT)
        .until(() -> parked().getJsonArray("parked").getJsonObject(0).getInteger("events") == 3);
    assertThat(key.getString("key")).isEqualTo(refused.toString());
    assertThat(key.getString("cause"))
        .isEqualTo("POST " + CLOSED + " was answered with status 422: must not be null");
    okapi.answers(request -> 204);
    HttpResponse<String> released =
        post(
            "/event-bus/parked/release",
            new JsonObject()
                .put("subscription", FeeFineDelivery.NAME)
                .put("stream", EventCatalog.ACCOUNT_EVENTS)
                .put("key", refused.toString())
                .put("reason", "mended")
                .put("dryRun", false)
                .encode());
    // The look at keys that stand still may release a part of them at the same time.
    assertThat(new JsonObject(released.body()).getInteger("remaining")).isZero();
    assertThat(
            okapi.accepted().stream()
                .filter(call -> call.body().contains(refused.toString()))
                .map(call -> call.header("Idempotency-Key")))
        .containsExactlyElementsOf(
            ofLoan.stream().map(draft -> String.valueOf(draft.id())).toList());
  }

  @Test
  void typesThatAreOnlyReadAreNotPublished() {
    HttpResponse<String> answer =
        post(
            "/circulation-events",
            new JsonObject()
                .put("type", "LOAN_RELATED_FEE_FINE_CLOSED")
                .put("payload", new JsonObject().put("loanId", UUID.randomUUID().toString()))
                .encode());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("must be one of ITEM_CHECKED_OUT");
  }
}
