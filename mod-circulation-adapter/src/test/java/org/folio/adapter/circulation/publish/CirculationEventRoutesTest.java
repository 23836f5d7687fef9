/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.publish.EventRequest;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module as its callers see it. */
@WithEventBusServers
class CirculationEventRoutesTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PATH = "/circulation-events";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ModuleProcess module;
  private static PostgresServer postgres;

  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, PostgresServer server, DatabaseCoordinates database) {
    postgres = server;
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    module = get(ModuleProcess.start(new CirculationAdapter(), settings, 0));
    new TenantCaller(URI.create("http://localhost:" + module.port()))
        .enable("diku", "mod-circulation-adapter-0.1.0");
  }

  @AfterAll
  static void stop() {
    module.close();
  }

  @Test
  void oneEventIsCommittedAndAnsweredWithItsNumber() {
    HttpResponse<String> answer = post(PATH, checkOut().encode());

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject event = events(answer).getJsonObject(0);
    assertThat(event.getString("type")).isEqualTo("ITEM_CHECKED_OUT");
    assertThat(event.getString("stream")).isEqualTo("circulation.loan-events");
    assertThat(event.getString("key")).isEqualTo(user.toString());
    assertThat(event.getLong("sequence")).isEqualTo(1);
    assertThat(UUID.fromString(event.getString("id"))).isNotNull();
  }

  @Test
  void manyEventsAreAnsweredInTheirOrder() {
    HttpResponse<String> answer =
        post(PATH, new JsonArray().add(checkOut()).add(checkIn()).encode());

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(events(answer).stream().map(event -> ((JsonObject) event).getLong("sequence")))
        .containsExactly(1L, 2L);
  }

  @Test
  void eventIdMakesARequestRepeatable() {
    JsonObject event = checkOut().put("id", UUID.randomUUID().toString());
    JsonObject first = events(post(PATH, event.encode())).getJsonObject(0);
    JsonObject again = events(post(PATH, event.encode())).getJsonObject(0);

    assertThat(again.getBoolean("repeated")).isTrue();
    assertThat(again.getLong("sequence")).isEqualTo(first.getLong("sequence"));
  }

  @Test
  void idempotencyKeyMakesARequestRepeatable() {
    String body = new JsonArray().add(checkOut()).add(checkIn()).encode();
    JsonArray first = events(send(PATH, body, "diku", "Idempotency-Key", "job-1 " + user));
    JsonArray again = events(send(PATH, body, "diku", "Idempotency-Key", "job-1 " + user));
    JsonArray other = events(send(PATH, body, "diku", "Idempotency-Key", "job-2 " + user));

    assertThat(again.getJsonObject(1).getString("id"))
        .isEqualTo(first.getJsonObject(1).getString("id"));
    assertThat(again.getJsonObject(1).getBoolean("repeated")).isTrue();
    assertThat(other.getJsonObject(1).getLong("sequence")).isEqualTo(4);
  }

  @Test
  void idempotencyKeyOfAnotherRequestIsRefused() {
    send(PATH, checkOut().encode(), "diku", "Idempotency-Key", "once " + user);
    HttpResponse<String> answer =
        send(PATH, checkIn().encode(), "diku", "Idempotency-Key", "once " + user);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("already published with other content");
  }

  @Test
  void invalidMemberIsNamedAndNothingOfItsBatchIsStored() {
    JsonObject withoutLoan = checkIn();
    withoutLoan.getJsonObject("payload").remove("loanId");
    HttpResponse<String> answer =
        post(PATH, new JsonArray().add(checkOut()).add(withoutLoan).encode());

    assertThat(answer.statusCode()).isEqualTo(422);
    JsonObject error = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("message")).isEqualTo("must not be null");
    assertThat(error.getString("code")).isEqualTo("jakarta.validation.constraints.NotNull.message");
    assertThat(error.getJsonArray("parameters").getJsonObject(0).getString("key"))
        .isEqualTo("[1].payload.loanId");
    assertThat(events(post(PATH, checkOut().encode())).getJsonObject(0).getLong("sequence"))
        .as("the first number is still free")
        .isEqualTo(1);
  }

  @Test
  void violationOfASingleEventIsNamedWithoutIndex() {
    HttpResponse<String> answer = post(PATH, "{\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"payload.userId\"").contains("\"payload.loanId\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|type",
        "{\"type\":5,\"payload\":{}}|type",
        "{\"type\":\"ITEM_CHECKED_IN\"}|payload",
        "{\"type\":\"ITEM_CHECKED_IN\",\"payload\":\"{}\"}|payload",
        "{\"type\":\"ITEM_EATEN\",\"payload\":{}}|type",
        "{\"id\":\"1-1-1-1-1\",\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}|id",
        "{\"extra\":1,\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}|extra"
      })
  void eventOfTheWrongShapeIsRefusedWithTheNameOfItsMember(String body, String member) {
    HttpResponse<String> answer = post(PATH, body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"key\":\"" + member + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "5", "null", "[]", "[5]", "{} {}"})
  void bodyThatIsNoEventIsABadRequest(String body) {
    HttpResponse<String> answer = post(PATH, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("The request body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483648", "1e-99999999999"})
  void numberThatNoTypeCanHoldIsABadRequest(String number) {
    assertThat(
            post(PATH, checkOut().encode().replaceFirst("\\{", "{\"x\":" + number + ","))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void deepNestingIsABadRequest() {
    String deep = "[".repeat(900) + "]".repeat(900);

    assertThat(
            post(PATH, checkOut().encode().replaceFirst("\\{", "{\"x\":" + deep + ","))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void halfOfASurrogatePairDoesNotKeepARequestFromBeingRepeated() {
    JsonObject event = checkOut().put("id", UUID.randomUUID().toString());
    String body = event.encode().replaceFirst("\"loanId\"", "\"x\":\"\\\\ud800\",\"loanId\"");

    assertThat(events(post(PATH, body)).getJsonObject(0).getBoolean("repeated")).isFalse();
    assertThat(events(post(PATH, body)).getJsonObject(0).getBoolean("repeated")).isTrue();
  }

  @Test
  void missingTenantIsABadRequest() {
    HttpResponse<String> answer = send(PATH, checkOut().encode(), null, "Accept", "*/*");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Unable to process request Tenant must be set");
  }

  @Test
  void tenantThatIsNotEnabledIsABadRequest() {
    HttpResponse<String> answer = send(PATH, checkOut().encode(), "other", "Accept", "*/*");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Tenant other has not enabled mod-circulation-adapter");
  }

  @Test
  void otherContentTypeIsUnsupported() {
    assertThat(send(PATH, "<event/>", "diku", "Content-Type", "text/xml").statusCode())
        .isEqualTo(415);
  }

  @Test
  void bodyBeyondTheLimitIsTooLarge() {
    HttpResponse<String> answer = post(PATH, "[" + " ".repeat(5 * 1024 * 1024) + "]");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void tooManyEventsAreTooLarge() {
    JsonArray events = new JsonArray();
    for (int i = 0; i <= EventRequest.MOST_EVENTS; i++) {
      events.add(checkOut());
    }
    HttpResponse<String> answer = post(PATH, events.encode());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("at most 1000");
  }

  @Test
  void absentDatabaseIsAnsweredWith503AndTheRequestCanBeRepeated() {
    JsonObject event = checkOut().put("id", UUID.randomUUID().toString());
    postgres.stop();
    HttpResponse<String> away = post(PATH, event.encode());
    postgres.start();

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("database");
    await().atMost(LIMIT).until(() -> post(PATH, event.encode()).statusCode() == 201);
    assertThat(events(post(PATH, event.encode())).getJsonObject(0).getLong("sequence"))
        .isEqualTo(1);
  }

  private JsonObject checkOut() {
    return event(
        "ITEM_CHECKED_OUT",
        LoanEvents.itemCheckedOut(user, loan, Instant.parse("2026-03-15T22:59:59Z")));
  }

  private JsonObject checkIn() {
    return event("ITEM_CHECKED_IN", LoanEvents.itemCheckedIn(user, loan));
  }

  private static JsonObject event(String type, Map<String, Object> payload) {
    return new JsonObject()
        .put("type", type)
        .put("payload", new JsonObject(LoanEvents.json(payload)));
  }

  private static JsonArray events(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body()).getJsonArray("events");
  }

  private static HttpResponse<String> post(String path, String body) {
    return send(path, body, "diku", "Content-Type", "application/json");
  }

  private static HttpResponse<String> send(
      String path, String body, String tenant, String header, String value) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + module.port() + path))
            .timeout(LIMIT)
            .header(header, value)
            .POST(BodyPublishers.ofString(body));
    if (tenant != null) {
      request.header("X-Okapi-Tenant", tenant);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }
}
