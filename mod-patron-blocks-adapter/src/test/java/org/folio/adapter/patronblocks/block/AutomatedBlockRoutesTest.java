/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class AutomatedBlockRoutesTest {

  private static final UUID CHARGED_OUT = ConditionKind.ITEMS_CHARGED_OUT.id();
  private static final String MESSAGE = "Loan limit reached";

  private static RunningAdapter adapter;

  private final LoanHistory patron = new LoanHistory();
  private final UUID group = UUID.randomUUID();

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void allActionsAreWanted() {
    adapter.okapi.resetAll();
    condition(CHARGED_OUT, true, true, true, MESSAGE);
    users(okJson(new JsonObject().put("patronGroup", group.toString()).encode()));
  }

  private static void condition(
      UUID id, boolean borrowing, boolean renewals, boolean requests, String message) {
    JsonObject body =
        new JsonObject()
            .put("id", id.toString())
            .put("name", "Maximum number of items charged out")
            .put("blockBorrowing", borrowing)
            .put("blockRenewals", renewals)
            .put("blockRequests", requests)
            .put("valueType", "Integer")
            .put("message", message);
    HttpResponse<String> answer =
        adapter.send("PUT", "/patron-block-conditions/" + id, body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private void limit(UUID condition, Number value) {
    JsonObject body =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("patronGroupId", group.toString())
            .put("conditionId", condition.toString())
            .put("value", value);
    HttpResponse<String> answer = adapter.send("POST", "/patron-block-limits", body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void users(ResponseDefinitionBuilder answer) {
    adapter.okapi.stubFor(get(urlEqualTo("/users/" + patron.userId)).willReturn(answer));
  }

  private void loans(int number) {
    for (int i = 0; i < number; i++) {
      patron.checkedOut(UUID.randomUUID());
    }
    adapter.apply(patron.events());
  }

  private HttpResponse<String> ask() {
    return adapter.get("/automated-patron-blocks/" + patron.userId);
  }

  private JsonArray blocks() {
    HttpResponse<String> answer = ask();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonArray("automatedPatronBlocks");
  }

  private static JsonObject block(boolean borrowing, boolean renewals, boolean requests) {
    return new JsonObject()
        .put("patronBlockConditionId", CHARGED_OUT.toString())
        .put("blockBorrowing", borrowing)
        .put("blockRenewals", renewals)
        .put("blockRequests", requests)
        .put("message", MESSAGE);
  }

  @Test
  void refusesWhatIsNoUuid() {
    HttpResponse<String> answer = adapter.get("/automated-patron-blocks/nobody");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Invalid user UUID: \"nobody\"");
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
  }

  @Test
  void withoutSummaryThereIsNoBlockAndUsersIsNotAsked() {
    limit(CHARGED_OUT, 0);
    assertThat(blocks()).isEmpty();
    adapter.okapi.verify(0, getRequestedFor(urlEqualTo("/users/" + patron.userId)));
  }

  @Test
  void withoutLimitsOfTheGroupThereIsNoBlock() {
    loans(3);
    assertThat(blocks()).isEmpty();
  }

  @Test
  void belowTheLimitThereIsNoBlock() {
    loans(2);
    limit(CHARGED_OUT, 3);
    assertThat(blocks()).isEmpty();
  }

  @Test
  void atTheLimitBorrowingIsBlocked() {
    loans(3);
    limit(CHARGED_OUT, 3);
    assertThat(blocks()).containsExactly(block(true, false, false));
  }

  @Test
  void beyondTheLimitEverythingIsBlocked() {
    loans(4);
    limit(CHARGED_OUT, 3);
    assertThat(blocks()).containsExactly(block(true, true, true));
  }

  @Test
  void limitsOfOtherConditionsDoNotDisturb() {
    for (ConditionKind kind : ConditionKind.values()) {
      limit(kind.id(), 1);
    }
    loans(1);
    assertThat(blocks()).containsExactly(block(true, false, false));
  }

  @Test
  void aLimitOfZeroBlocksTheFirstLoan() {
    loans(1);
    limit(CHARGED_OUT, 0);
    assertThat(blocks()).containsExactly(block(true, true, true));
  }

  @Test
  void itemsClaimedReturnedAreNotCounted() {
    UUID loan = UUID.randomUUID();
    patron.checkedOut(loan).claimedReturned(loan);
    loans(2);
    limit(CHARGED_OUT, 2);
    assertThat(blocks()).containsExactly(block(true, false, false));
  }

  @Test
  void onlyClaimedReturnedItemsGiveNoBlock() {
    UUID loan = UUID.randomUUID();
    patron.checkedOut(loan).claimedReturned(loan);
    adapter.apply(patron.events());
    limit(CHARGED_OUT, 1);
    assertThat(blocks()).isEmpty();
  }

  @Test
  void lostItemsAreCounted() {
    UUID loan = UUID.randomUUID();
    patron.checkedOut(loan).declaredLost(loan);
    adapter.apply(patron.events());
    limit(CHARGED_OUT, 1);
    assertThat(blocks()).containsExactly(block(true, false, false));
  }

  @Test
  void onlyWantedActionsAreBlocked() {
    loans(4);
    limit(CHARGED_OUT, 3);
    condition(CHARGED_OUT, false, true, false, MESSAGE);
    assertThat(blocks()).containsExactly(block(false, true, false));
    condition(CHARGED_OUT, false, false, false, "");
    assertThat(blocks()).isEmpty();
  }

  @Test
  void aBlockThatOnlyWouldStopBorrowingVanishesWhenOnlyRenewalsAreWanted() {
    loans(3);
    limit(CHARGED_OUT, 3);
    condition(CHARGED_OUT, false, true, true, MESSAGE);
    assertThat(blocks()).isEmpty();
  }

  @Test
  void twoLimitsForOneConditionGiveTwoBlocksInOrderOfCreation() {
    loans(3);
    limit(CHARGED_OUT, 2);
    limit(CHARGED_OUT, 3);
    assertThat(blocks()).containsExactly(block(true, true, true), block(true, false, false));
  }

  @Test
  void aChangedMessageShowsUp() {
    loans(1);
    limit(CHARGED_OUT, 1);
    condition(CHARGED_OUT, true, false, false, "Please return something");
    assertThat(blocks().getJsonObject(0).getString("message")).isEqualTo("Please return something");
  }

  @Test
  void aCheckInLiftsTheBlock() {
    UUID loan = UUID.randomUUID();
    patron.checkedOut(loan);
    adapter.apply(patron.events());
    limit(CHARGED_OUT, 1);
    assertThat(blocks()).hasSize(1);
    patron.checkedIn(loan);
    adapter.apply(patron.events());
    assertThat(blocks()).isEmpty();
  }

  @Test
  void usersIsAskedWithTheHeadersOfTheRequest() {
    loans(1);
    assertThat(blocks()).isEmpty();
    adapter.okapi.verify(
        getRequestedFor(urlEqualTo("/users/" + patron.userId))
            .withHeader("X-Okapi-Tenant", equalTo("diku"))
            .withHeader("X-Okapi-Token", equalTo("a.secret.token"))
            .withHeader("X-Okapi-Request-Id", equalTo("123456/patron-blocks")));
  }

  @Test
  void aPatronWhoIsUnknownOrWithoutGroupHasNoBlock() {
    loans(1);
    limit(CHARGED_OUT, 1);
    users(aResponse().withStatus(404));
    assertThat(blocks()).isEmpty();
    users(okJson("{}"));
    assertThat(blocks()).isEmpty();
    users(okJson("{\"patronGroup\":null}"));
    assertThat(blocks()).isEmpty();
  }

  @Test
  void unexpectedMembersOfAUserAreTolerated() {
    loans(1);
    limit(CHARGED_OUT, 1);
    users(okJson("{\"patronGroup\":\"%s\",\"x\":{\"y\":[1]}}".formatted(group)));
    assertThat(blocks()).hasSize(1);
  }

  @Test
  void aFailureOfUsersIsNotTakenForNoBlocks() {
    loans(1);
    limit(CHARGED_OUT, 1);
    for (ResponseDefinitionBuilder answer :
        new ResponseDefinitionBuilder[] {
          aResponse().withStatus(403), aResponse().withStatus(500), aResponse().withBody("no json")
        }) {
      users(answer);
      HttpResponse<String> failed = ask();
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body())
          .startsWith("Patron blocks cannot be computed because the patron's group is unknown:")
          .contains("GET /users")
          .doesNotContain(patron.userId.toString());
    }
    for (ResponseDefinitionBuilder answer :
        new ResponseDefinitionBuilder[] {
          aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
          aResponse().withStatus(200).withFixedDelay(3_000)
        }) {
      users(answer);
      HttpResponse<String> failed = ask();
      assertThat(failed.statusCode()).isEqualTo(503);
      assertThat(failed.body()).contains("GET /users");
    }
  }

  private JsonObject explanation() {
    HttpResponse<String> answer = adapter.get("/event-bus/patrons/" + patron.userId);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private void storage(String loans) {
    adapter.okapi.stubFor(
        get(urlPathEqualTo("/loan-storage/loans"))
            .willReturn(okJson("{\"loans\":[" + loans + "],\"totalRecords\":1}")));
    adapter.okapi.stubFor(
        get(urlPathEqualTo("/accounts"))
            .willReturn(okJson("{\"accounts\":[],\"totalRecords\":0}")));
  }

  private String stored(UUID loan) {
    return "{\"id\":\"%s\",\"userId\":\"%s\",\"status\":{\"name\":\"Open\"},\"dueDate\":\"2026-06-01T00:00:00Z\"}"
        .formatted(loan, patron.userId);
  }

  @Test
  void explanationHasTheBlocksAndWhatTheyComeOf() {
    loans(3);
    limit(CHARGED_OUT, 3);
    storage("");

    JsonObject explanation = explanation();

    assertThat(explanation.getJsonArray("blocks")).isEqualTo(blocks());
    assertThat(explanation.getJsonArray("loans")).hasSize(3);
    assertThat(explanation.getJsonObject("group").getString("id")).isEqualTo(group.toString());
    assertThat(explanation.getJsonObject("freshness").getString("state")).isEqualTo("current");
    JsonObject reason =
        explanation.getJsonArray("limits").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("conditionId").equals(CHARGED_OUT.toString()))
            .findFirst()
            .orElseThrow();
    assertThat(reason.getString("explanation"))
        .isEqualTo("3 is exactly the limit of 3, which blocks borrowing");
    assertThat(explanation.getJsonArray("limits")).hasSize(ConditionKind.values().length);
  }

  @Test
  void groupThatHasJustChangedIsToldWhileTheRememberedOneDecides() {
    loans(3);
    limit(CHARGED_OUT, 3);
    assertThat(blocks()).hasSize(1);
    UUID other = UUID.randomUUID();
    users(okJson(new JsonObject().put("patronGroup", other.toString()).encode()));

    JsonObject explanation = explanation();

    assertThat(explanation.getJsonArray("blocks")).isEqualTo(blocks()).hasSize(1);
    assertThat(explanation.getJsonObject("group").getString("id")).isEqualTo(group.toString());
    assertThat(explanation.getJsonObject("group").getString("changedTo"))
        .isEqualTo(other.toString());
  }

  @Test
  void countThatDiffersFromStorageIsToldByLoan() {
    UUID counted = UUID.randomUUID();
    UUID missing = UUID.randomUUID();
    patron.checkedOut(counted);
    adapter.apply(patron.events());
    storage(stored(missing));
    adapter.okapi.stubFor(
        get(urlEqualTo("/loan-storage/loans/" + missing)).willReturn(okJson(stored(missing))));

    JsonObject loans = explanation().getJsonObject("storage").getJsonObject("loans");

    assertThat(loans.getInteger("open")).isEqualTo(1);
    assertThat(loans.getJsonArray("differences").stream().map(JsonObject.class::cast))
        .extracting(one -> one.getString("kind"), one -> one.getString("recordId"))
        .containsExactlyInAnyOrder(
            tuple("LOAN_GHOST", counted.toString()), tuple("LOAN_MISSING", missing.toString()));
    assertThat(comparison(missing).getInteger("open")).isEqualTo(1);
    assertThat(comparison(missing).getJsonArray("differences").getJsonObject(0).getString("kind"))
        .isEqualTo("LOAN_MISSING");
    assertThat(comparison(counted).getInteger("open")).isZero();
    assertThat(comparison(counted).getJsonArray("differences").getJsonObject(0).getString("cause"))
        .isEqualTo("DELETED_WITHOUT_EVENT");
    assertThat(adapter.sql("SELECT count(*) FROM %s.summary_difference").iterator().next())
        .satisfies(row -> assertThat(row.getLong(0)).isZero());
  }

  private JsonObject comparison(UUID loan) {
    HttpResponse<String> answer = adapter.get("/event-bus/loans/" + loan);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("storage").getJsonObject("loans");
  }

  @Test
  void whatCouldNotBeAskedIsUnknownAndTheRestIsAnswered() {
    loans(3);
    limit(CHARGED_OUT, 3);
    users(aResponse().withStatus(500));
    adapter.okapi.stubFor(
        get(urlPathEqualTo("/loan-storage/loans")).willReturn(aResponse().withStatus(403)));
    adapter.okapi.stubFor(
        get(urlPathEqualTo("/accounts"))
            .willReturn(okJson("{\"accounts\":[{\"id\":7}],\"totalRecords\":1}")));

    JsonObject explanation = explanation();

    assertThat(explanation.fieldNames()).doesNotContain("blocks");
    assertThat(explanation.getJsonObject("group").getString("unknown"))
        .isEqualTo("GET /users was answered with status 500");
    JsonObject compared = explanation.getJsonObject("storage");
    assertThat(compared.getJsonObject("loans").getString("unknown"))
        .isEqualTo("GET /loan-storage was answered with status 403");
    assertThat(compared.getJsonObject("feesFines").getString("unknown"))
        .isEqualTo("GET /accounts was answered with a record that cannot be read");
    assertThat(explanation.getJsonArray("loans")).hasSize(3);
  }
}
