/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.forward.ForwardedStreams;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.testing.OkapiWithModule;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mode forward delivers to a deployed mod-patron-blocks. */
@Tag("long")
@WithEventBusServers
class ForwardModeTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  // 5,000 events of four tenants.
  private static final int PATRONS = 25;
  private static final int LOANS_OF_EACH = 50;
  private static final String HANDLERS = "/automated-patron-blocks/handlers/";

  private final OkapiWithModule okapi = new OkapiWithModule();
  private final Vertx vertx = Vertx.vertx();
  private final DatabaseCoordinates database;
  private final EventBusSettings settings;
  private EventBus producer;
  private ModuleProcess module;
  private ModuleUnderTest requests;

  ForwardModeTest(KafkaBroker kafka, PostgresServer postgres) {
    database = postgres.newDatabase();
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    settings = EventBusSettings.from(variables);
  }

  /** A type and its published payload. */
  private record Published(String type, JsonObject payload) {
    String path() {
      return HANDLERS + type.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @BeforeEach
  void start() {
    producer =
        EventBus.builder(vertx, settings, "mod-test-producer")
            .catalog(PatronStreams.CATALOG)
            .publish(PatronStreams.CATALOG.streams())
            .build();
    get(producer.start());
    get(producer.tenants().enable(LoanHistory.DIKU));
    module = started(AdapterMode.FORWARD);
  }

  @AfterEach
  void stop() {
    module.close();
    get(producer.close());
    get(vertx.close());
    okapi.close();
  }

  private ModuleProcess started(AdapterMode mode) {
    PatronBlocksAdapter adapter = adapter(mode);
    ModuleProcess started = get(ModuleProcess.start(adapter, settings, 0));
    requests = new ModuleUnderTest(started.port(), adapter.product(), database);
    requests.enableTenant();
    return started;
  }

  private PatronBlocksAdapter adapter(AdapterMode mode) {
    return new PatronBlocksAdapter(
        mode, new OkapiSettings(Optional.of(okapi.url()), Optional.empty()));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private int get(String path) {
    return requests.get(path).statusCode();
  }

  private void publish(List<Published> events) {
    publish(LoanHistory.DIKU, events);
  }

  private void publish(TenantId tenant, List<Published> events) {
    List<EventDraft> drafts =
        events.stream().map(event -> EventDraft.of(event.type(), event.payload().copy())).toList();
    get(producer.pool().withTransaction(tx -> producer.publisher().publish(tx, tenant, drafts)));
  }

  private static Published published(String type, Map<String, Object> payload) {
    return new Published(type, new JsonObject(payload));
  }

  private static List<Published> eightTypes(UUID user) {
    UUID loan = UUID.randomUUID();
    UUID account = UUID.randomUUID();
    return List.of(
        published("ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, LoanHistory.DUE)),
        published(
            "LOAN_DUE_DATE_CHANGED",
            LoanEvents.loanDueDateChanged(user, loan, Instant.parse("2026-04-01T10:00:00Z"), true)),
        published("ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(user, loan)),
        published("ITEM_DECLARED_LOST", LoanEvents.itemDeclaredLost(user, loan)),
        published("ITEM_AGED_TO_LOST", LoanEvents.itemAgedToLost(user, loan)),
        published("ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(user, loan, LoanHistory.DUE)),
        published("LOAN_CLOSED", LoanEvents.loanClosed(user, loan)),
        published(
            "FEE_FINE_BALANCE_CHANGED",
            AccountEvents.balanceChanged(user, account, account, new BigDecimal("12.5"), loan)));
  }

  private static List<Published> checkOuts(UUID user, int count) {
    return Stream.generate(UUID::randomUUID)
        .limit(count)
        .map(
            loan ->
                published(
                    "ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, LoanHistory.DUE)))
        .toList();
  }

  private List<Published> accepted(UUID user) {
    return okapi.accepted().stream()
        .map(
            call -> {
              JsonObject body = new JsonObject(call.body());
              assertThat(body.getJsonObject("metadata").getString("createdDate")).isNotBlank();
              body.remove("metadata");
              String type = call.path().substring(HANDLERS.length());
              return new Published(type.toUpperCase(java.util.Locale.ROOT).replace('-', '_'), body);
            })
        .filter(event -> user.toString().equals(event.payload().getString("userId")))
        .toList();
  }

  private static List<Published> loanEvents(List<Published> events) {
    return events.stream().filter(event -> !event.type().startsWith("FEE_FINE")).toList();
  }

  private void awaitAccepted(int calls) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(okapi.accepted()).hasSizeGreaterThanOrEqualTo(calls));
  }

  private void awaitApplied(String subscription, int events) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonArray all =
                  new JsonObject(requests.get("/event-bus/subscriptions").body())
                      .getJsonArray("subscriptions");
              assertThat(
                      all.stream()
                          .map(JsonObject.class::cast)
                          .filter(one -> subscription.equals(one.getString("name")))
                          .map(one -> one.getInteger("applied")))
                  .containsExactly(events);
            });
  }

  @Test
  void eachTypeArrivesAtItsPathInTheOrderOfItsPatronWithItsBody() {
    AtomicInteger calls = new AtomicInteger();
    okapi.answers(request -> calls.incrementAndGet() % 5 == 0 ? 500 : 204);
    Map<UUID, List<Published>> patrons = new java.util.HashMap<>();
    for (int i = 0; i < 6; i++) {
      UUID user = UUID.randomUUID();
      List<Published> events = eightTypes(user);
      patrons.put(user, events);
      publish(events);
    }
    awaitAccepted(6 * 8);
    awaitApplied(ForwardedStreams.LOANS, 6 * 7);
    awaitApplied(ForwardedStreams.FEES_FINES, 6);

    patrons.forEach(
        (user, events) -> {
          assertThat(loanEvents(accepted(user))).isEqualTo(loanEvents(events));
          assertThat(accepted(user)).containsExactlyInAnyOrderElementsOf(events);
        });
    assertThat(okapi.calls)
        .extracting(OkapiWithModule.Call::path)
        .containsAll(eightTypes(UUID.randomUUID()).stream().map(Published::path).toList());
    assertThat(okapi.accepted()).hasSize(6 * 8);
  }

  @Test
  void theInterfacesOfModPatronBlocksAreNotProvidedAndTheOthersAre() {
    UUID user = UUID.randomUUID();

    assertThat(get("/user-summary/" + user)).isEqualTo(404);
    assertThat(get("/automated-patron-blocks/" + user)).isEqualTo(404);
    assertThat(get("/patron-block-conditions")).isEqualTo(404);
    assertThat(get("/patron-block-limits")).isEqualTo(404);
    assertThat(requests.post(HANDLERS + "loan-closed", "{}").statusCode()).isEqualTo(404);
    assertThat(get("/admin/health")).isEqualTo(200);
    assertThat(get("/metrics")).isEqualTo(200);
    assertThat(get("/event-bus/subscriptions")).isEqualTo(200);
    assertThat(get("/event-bus/parked")).isEqualTo(200);
  }

  @Test
  void aRefusedEventParksItsPatronAndNobodyElse() {
    UUID refused = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    okapi.answers(request -> request.getBodyAsString().contains(refused.toString()) ? 422 : 204);
    publish(checkOuts(refused, 3));
    publish(checkOuts(other, 3));
    awaitAccepted(3);

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonArray parked =
                  new JsonObject(requests.get("/event-bus/parked?reveal=true").body())
                      .getJsonArray("parked");
              assertThat(parked).hasSize(1);
              assertThat(parked.getJsonObject(0).getString("key")).isEqualTo(refused.toString());
              assertThat(parked.getJsonObject(0).getInteger("events")).isEqualTo(3);
            });
    assertThat(accepted(other)).hasSize(3);
    assertThat(accepted(refused)).isEmpty();
  }

  /** Each mode has cursors of its own, so each handles every event once, whatever the mode was. */
  @Test
  void switchingTheModeBackAndForthDeliversNothingTwiceAndLeavesNothingOut() {
    UUID user = UUID.randomUUID();
    List<Published> events = new ArrayList<>(checkOuts(user, 9));
    publish(events.subList(0, 3));
    awaitApplied(ForwardedStreams.LOANS, 3);

    switchTo(AdapterMode.OWN);
    publish(events.subList(3, 6));
    awaitApplied(PatronStreams.LOANS, 6);
    assertThat(openLoans(user)).isEqualTo(6);
    assertThat(okapi.calls).hasSize(3);

    switchTo(AdapterMode.FORWARD);
    publish(events.subList(6, 9));
    awaitApplied(ForwardedStreams.LOANS, 6);
    switchTo(AdapterMode.FORWARD);
    UUID last = UUID.randomUUID();
    publish(checkOuts(last, 1));
    awaitApplied(ForwardedStreams.LOANS, 1);
    assertThat(accepted(user)).isEqualTo(events);
    assertThat(accepted(last)).hasSize(1);
    assertThat(okapi.calls).hasSize(10);

    switchTo(AdapterMode.OWN);
    awaitApplied(PatronStreams.LOANS, 4);
    assertThat(openLoans(user)).isEqualTo(9);
  }

  @Test
  void instancesOfBothModesBesideEachOtherWorkForTheirOwnTenantsOnly() {
    Map<String, String> subscriptions =
        Map.of(
            "diku", ForwardedStreams.LOANS,
            "college", ForwardedStreams.LOANS,
            "harbour", PatronStreams.LOANS,
            "lakeside", PatronStreams.LOANS);
    PatronBlocksAdapter own = adapter(AdapterMode.OWN);
    ModuleProcess beside = get(ModuleProcess.start(own, settings, 0));
    try {
      enable(module, adapter(AdapterMode.FORWARD), "college");
      enable(beside, own, "harbour");
      enable(beside, own, "lakeside");
      subscriptions
          .keySet()
          .forEach(tenant -> get(producer.tenants().enable(new TenantId(tenant))));
      for (int patron = 0; patron < PATRONS; patron++) {
        subscriptions
            .keySet()
            .forEach(
                tenant ->
                    publish(new TenantId(tenant), checkOuts(UUID.randomUUID(), LOANS_OF_EACH)));
      }

      String each = String.valueOf(PATRONS * LOANS_OF_EACH);
      subscriptions.forEach(
          (tenant, subscription) ->
              await()
                  .atMost(LIMIT)
                  .untilAsserted(
                      () ->
                          assertThat(applied(tenant))
                              .as(tenant)
                              .isEqualTo(Map.of(subscription, each))));
      assertThat(okapi.calls)
          .hasSize(2 * PATRONS * LOANS_OF_EACH)
          .extracting(call -> call.header("X-Okapi-Tenant"))
          .containsOnly("diku", "college");
    } finally {
      beside.close();
    }
  }

  private static void enable(ModuleProcess at, PatronBlocksAdapter adapter, String tenant) {
    new TenantCaller(URI.create("http://localhost:" + at.port()))
        .enable(tenant, adapter.product() + "-0.1.0");
  }

  private Map<String, String> applied(String tenant) {
    return requests
        .rows(
            "SELECT subscription, count(*) AS events FROM %s_mod_patron_blocks_adapter.event_receipt GROUP BY 1"
                .formatted(tenant))
        .stream()
        .collect(Collectors.toMap(row -> row.get("subscription"), row -> row.get("events")));
  }

  private void switchTo(AdapterMode mode) {
    module.close();
    module = started(mode);
  }

  private int openLoans(UUID user) {
    return new JsonObject(requests.get("/user-summary/" + user).body())
        .getJsonArray("openLoans")
        .size();
  }
}
