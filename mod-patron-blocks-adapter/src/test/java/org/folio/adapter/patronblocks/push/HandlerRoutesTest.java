/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.ProducedPayload;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The assertions of mod-patron-blocks' EventHandlersAPITest, and the rest of contract 2.3. */
@WithEventBusServers
class HandlerRoutesTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static RunningAdapter adapter;

  private final UUID loan = UUID.randomUUID();
  private final UUID account = UUID.randomUUID();
  private PatronFixture patron;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void aPatron() {
    patron = new PatronFixture(adapter);
  }

  private JsonObject body() {
    return new JsonObject()
        .put("userId", patron.userId.toString())
        .put("loanId", loan.toString())
        .put("feeFineId", account.toString())
        .put("balance", 1.5)
        .put("dueDate", "2026-03-15T22:59:59.000Z")
        .put("dueDateChangedByRecall", true);
  }

  private static HttpResponse<String> post(PushedEventType type, String body) {
    return adapter.send("POST", type.path(), body);
  }

  private static JsonObject error(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    return new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
  }

  @ParameterizedTest
  @EnumSource(PushedEventType.class)
  void aValidEventIs204WithoutBodyAndChangesTheSummary(PushedEventType type) {
    HttpResponse<String> answer = post(type, body().encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    adapter.applyPushed();
    boolean creates =
        type == PushedEventType.ITEM_CHECKED_OUT
            || type == PushedEventType.FEE_FINE_BALANCE_CHANGED;
    assertThat(patron.summary().statusCode()).isEqualTo(creates ? 200 : 404);
  }

  @ParameterizedTest
  @EnumSource(PushedEventType.class)
  void aMalformedUserIdIs422(PushedEventType type) {
    JsonObject error = error(post(type, body().put("userId", "secret").encode()));
    assertThat(error.getString("message")).isEqualTo("must match \"" + StrictUuid.PATTERN + "\"");
    assertThat(error.getString("code")).isEqualTo("jakarta.validation.constraints.Pattern.message");
  }

  @ParameterizedTest
  @EnumSource(PushedEventType.class)
  void aBodyThatIsNotJsonIs400(PushedEventType type) {
    HttpResponse<String> answer = post(type, "not JSON");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
    assertThat(adapter.send("POST", type.path(), "{}", "diku", "text/xml").statusCode())
        .isEqualTo(400);
    assertThat(adapter.send("GET", type.path(), "").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "ITEM_CHECKED_OUT,dueDate",
    "ITEM_CHECKED_OUT,userId",
    "ITEM_CHECKED_IN,loanId",
    "ITEM_DECLARED_LOST,userId",
    "ITEM_AGED_TO_LOST,loanId",
    "ITEM_CLAIMED_RETURNED,userId",
    "LOAN_DUE_DATE_CHANGED,dueDate",
    "LOAN_DUE_DATE_CHANGED,dueDateChangedByRecall",
    "LOAN_CLOSED,loanId",
    "FEE_FINE_BALANCE_CHANGED,feeFineId",
    "FEE_FINE_BALANCE_CHANGED,balance"
  })
  void aMissingOrNullMemberIs422(PushedEventType type, String member) {
    JsonObject without = body();
    without.remove(member);
    for (JsonObject body : new JsonObject[] {without, body().putNull(member)}) {
      assertThat(error(post(type, body.encode())))
          .isEqualTo(
              new JsonObject(
                  """
                  {"message":"must not be null","type":"1",
                   "code":"jakarta.validation.constraints.NotNull.message",
                   "parameters":[{"key":"%s","value":"null"}]}
                  """
                      .formatted(member)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOAN_DUE_DATE_CHANGED,dueDate,soon",
    "LOAN_DUE_DATE_CHANGED,dueDateChangedByRecall,perhaps",
    "FEE_FINE_BALANCE_CHANGED,balance,much",
    "FEE_FINE_BALANCE_CHANGED,balance,1e900"
  })
  void aValueThatCannotBeParsedIs400(PushedEventType type, String member, String value) {
    HttpResponse<String> answer = post(type, body().put(member, value).encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
    assertThat(answer.body()).contains(member);
  }

  @Test
  void aNegativeGracePeriodIs422AndAnUnknownIntervalIs400() {
    JsonObject negative = new JsonObject().put("duration", -1).put("intervalId", "Days");
    JsonObject years = new JsonObject().put("duration", 1).put("intervalId", "Years");
    PushedEventType type = PushedEventType.ITEM_CHECKED_OUT;
    assertThat(error(post(type, body().put("gracePeriod", negative).encode())).getString("message"))
        .isEqualTo("must be greater than or equal to 0");
    assertThat(post(type, body().put("gracePeriod", years).encode()).statusCode()).isEqualTo(400);
  }

  @Test
  void whatFoliosProducersSendIsTakenAndApplied() {
    for (ProducedPayload produced : ProducedPayload.all()) {
      Arrays.stream(PushedEventType.values())
          .filter(type -> type.name().equals(produced.type()))
          .forEach(
              type -> {
                HttpResponse<String> answer = post(type, produced.json());
                assertThat(answer.statusCode()).as(produced + answer.body()).isEqualTo(204);
              });
    }
    adapter.applyPushed();
    HttpResponse<String> inbox = adapter.send("GET", "/automated-patron-blocks/handlers/inbox", "");
    assertThat(new JsonObject(inbox.body()).getJsonArray("poison")).isEmpty();
  }

  @Test
  void datesWithoutZoneAreUtcAndUnknownMembersMetadataAndTextNumbersAreTaken() {
    JsonObject body =
        body()
            .put("dueDate", "2021-02-15T12:00:00")
            .put("metadata", new JsonObject().put("x", 1))
            .put("somethingNew", 1)
            .put("gracePeriod", new JsonObject().put("duration", "2").put("intervalId", "Weeks"));
    assertThat(post(PushedEventType.ITEM_CHECKED_OUT, body.encode()).statusCode()).isEqualTo(204);
    JsonObject fee = body().put("balance", "2.50").putNull("loanId");
    assertThat(post(PushedEventType.FEE_FINE_BALANCE_CHANGED, fee.encode()).statusCode())
        .isEqualTo(204);
    adapter.applyPushed();
    JsonObject seen = adapter.openLoans(patron.userId).getJsonObject(0);
    assertThat(seen.getString("dueDate")).isEqualTo("2021-02-15T12:00:00.000+00:00");
    assertThat(seen.getJsonObject("gracePeriod").getInteger("duration")).isEqualTo(2);
    assertThat(patron.fees().getJsonObject(0).getDouble("balance")).isEqualTo(2.5);
  }

  @Test
  void anEventIsAppliedWithoutBeingAskedFor() {
    post(PushedEventType.ITEM_CHECKED_OUT, body().encode());
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(patron.summary().statusCode()).isEqualTo(200));
  }

  /**
   * While a tenant changes modes, Okapi may route deliveries for mod-patron-blocks to this module.
   */
  @Test
  void deliveryToTheDeployedModuleIsRefusedForNow() {
    HttpResponse<String> answer =
        adapter.deliver(PushedEventType.ITEM_CHECKED_OUT.path(), body().encode());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void aTenantThatHasNotEnabledTheModuleIs400() {
    HttpResponse<String> answer =
        adapter.send(
            "POST",
            PushedEventType.LOAN_CLOSED.path(),
            body().encode(),
            "stranger",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  /** mod-patron-blocks answers 204 before it uses the database, and then loses the event. */
  @Test
  void anEventThatCannotBeStoredIsNotAccepted(PostgresServer server) {
    server.stop();
    try {
      HttpResponse<String> answer = post(PushedEventType.ITEM_CHECKED_OUT, body().encode());
      assertThat(answer.statusCode()).isIn(500, 503);
    } finally {
      server.start();
    }
  }
}
