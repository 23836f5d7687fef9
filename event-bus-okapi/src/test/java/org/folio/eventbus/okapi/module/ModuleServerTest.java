/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RunningServer;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.FailureAnswers;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.ServerLimits;
import org.folio.eventbus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModuleServerTest {

  private static final String DIKU = "diku";
  private static final ServerLimits SMALL = new ServerLimits(100, 1_000, 10_000);

  private static final Duration SHORT = Duration.ofMillis(300);

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(SMALL, ModuleServerTest::mount);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void mount(Router router) {
    router
        .get("/tenant")
        .handler(
            Endpoint.handler(
                ctx ->
                    Future.succeededFuture(
                        Answer.text(200, OkapiRequest.of(ctx).tenant().value()))));
    router
        .post("/echo")
        .handler(
            Endpoint.handler(ctx -> Future.succeededFuture(Answer.json(200, JsonBody.read(ctx)))));
    router
        .post("/rmb")
        .handler(
            Endpoint.handler(
                ctx ->
                    Future.succeededFuture(
                        Answer.json(200, JsonBody.read(ctx, JsonBody.BAD_REQUEST)))));
    router
        .get("/paging")
        .handler(
            Endpoint.handler(
                ctx -> {
                  Paging paging = Paging.of(ctx);
                  return Future.succeededFuture(Answer.text(200, paging.toString()));
                }));
    router
        .get("/thrown")
        .handler(
            ctx -> {
              throw new IllegalStateException("secret detail");
            });
    router
        .get("/failed")
        .handler(
            Endpoint.handler(
                ctx -> Future.failedFuture(new IllegalStateException("secret detail"))));
    router
        .get("/invalid")
        .handler(
            Endpoint.handler(
                ctx ->
                    Future.failedFuture(
                        HttpFailure.invalid(
                            List.of(
                                new Violation(
                                    "eventTTL",
                                    null,
                                    "must not be null",
                                    "jakarta.validation.constraints.NotNull.message"))))));
  }

  @Test
  void readsTheTenant() throws Exception {
    assertThat(server.get("/tenant", OkapiHeaders.TENANT, DIKU).body()).isEqualTo(DIKU);
    assertThat(server.get("/tenant", "x-okapi-tenant", DIKU).body()).isEqualTo(DIKU);
  }

  @Test
  void refusesAMissingOrWrongTenant() throws Exception {
    HttpResponse<String> missing = server.get("/tenant");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body()).isEqualTo("Unable to process request Tenant must be set");
    assertThat(missing.headers().firstValue("content-type")).contains("text/plain");

    HttpResponse<String> wrong = server.get("/tenant", OkapiHeaders.TENANT, "a\"; drop");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).startsWith("Header X-Okapi-Tenant is wrong: Tenant must be");
  }

  @Test
  void answersUnknownPathsAndMethodsWithText() throws Exception {
    HttpResponse<String> path = server.get("/nowhere");
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).isEqualTo("There is nothing at this path");

    HttpResponse<String> method = server.send("DELETE", "/echo", "");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).isEqualTo("Method DELETE is not allowed at this path");
  }

  @Test
  void readsJsonWithAndWithoutContentType() throws Exception {
    assertThat(server.send("POST", "/echo", "{\"a\":0.10}").body()).isEqualTo("{\"a\":0.10}");
    assertThat(
            server
                .send("POST", "/echo", "{}", "Content-Type", "Application/JSON; charset=UTF-8")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesOtherContentTypesWithTheStatusOfTheRoute() throws Exception {
    assertThat(server.send("POST", "/echo", "{}", "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(server.send("POST", "/rmb", "{}", "Content-Type", "text/plain").statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesBodiesThatAreNoJsonObject() throws Exception {
    for (String body : List.of("", "{", "[]", "null", "1", "{} {}", "{\"secret\": x}")) {
      HttpResponse<String> answer = server.send("POST", "/echo", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).startsWith("The request body is").doesNotContain("secret");
    }
  }

  @Test
  void refusesBodiesThatPostgresqlCannotStore() throws Exception {
    HttpResponse<String> answer = server.send("POST", "/echo", "{\"a\":[\"\\u0000\"]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("The request body holds the character NUL, which PostgreSQL cannot store");
    assertThat(server.send("POST", "/echo", "{\"a\":\"\\\\u0000\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesBodiesThatAreNoUtf8() {
    // A NUL and a slash in the longer form that some decoders take.
    for (String wrong : List.of("\u00c0\u0080", "\u00c0\u00af", "\u00ff")) {
      String body = "{\"a\":\"" + wrong + "\"}";
      assertThat(
              raw(
                  server,
                  RawHttp.head("POST /echo HTTP/1.1", List.of("Content-Length: " + body.length()))
                      + body))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("The request body is not valid UTF-8");
    }
  }

  @Test
  void aChunkThatCannotBeReadEndsTheConnection() {
    assertThat(
            raw(
                server,
                RawHttp.head("POST /echo HTTP/1.1", List.of("Transfer-Encoding: chunked"))
                    + "zz\r\n{}\r\n"))
        .isEmpty();
  }

  @Test
  void refusesBodiesBeyondTheLimit() throws Exception {
    HttpResponse<String> answer =
        server.send("POST", "/echo", "{\"a\":\"" + "x".repeat(200) + "\"}");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("The request body is longer than the allowed 100 bytes");
  }

  @Test
  void refusesLinesAndHeadersBeyondTheLimit() throws Exception {
    assertThat(server.get("/" + "x".repeat(2_000)).statusCode()).isEqualTo(414);
    assertThat(server.get("/tenant", "X-Long", "x".repeat(20_000)).statusCode()).isEqualTo(431);
  }

  @Test
  void tellsNothingOfAnUnexpectedFailure() throws Exception {
    for (String path : List.of("/thrown", "/failed")) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo(FailureAnswers.UNEXPECTED);
    }
  }

  @Test
  void writesViolationsAsFolioDoes() throws Exception {
    HttpResponse<String> answer = server.get("/invalid");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                { "errors": [ { "message": "must not be null", "type": "1",
                    "code": "jakarta.validation.constraints.NotNull.message",
                    "parameters": [ { "key": "eventTTL", "value": "null" } ] } ],
                  "total_records": 1 }"""));
  }

  @Test
  void readsPaging() throws Exception {
    assertThat(server.get("/paging").body()).isEqualTo("Paging[query=null, offset=0, limit=10]");
    assertThat(server.get("/paging?query=a%3D%3D%22b%20c%22&offset=5&limit=2147483647").body())
        .isEqualTo("Paging[query=a==\"b c\", offset=5, limit=2147483647]");
    for (String wrong : List.of("limit=-1", "limit=2147483648", "offset=x", "offset=")) {
      HttpResponse<String> answer = server.get("/paging?" + wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).contains("must be a number from 0 to 2147483647");
    }
  }

  @Test
  void refusesEncodingsThatCannotBeRead() {
    // Java's own client would not send them.
    for (String target :
        List.of(
            "/paging?query=%zz",
            "/paging?limit=%",
            "/%zz",
            "/%",
            "/paging?query=%00",
            "/%00",
            "/paging?query=%C0%80",
            "/paging?query=%ED%A0%80",
            "/paging?query=%FF",
            "/paging?query=\u00e4",
            "/paging?query=\u001b")) {
      assertThat(raw(server, RawHttp.head("GET " + target + " HTTP/1.1", List.of())))
          .as(target)
          .startsWith("HTTP/1.1 400 ");
    }
  }

  private static String raw(RunningServer to, String request) {
    try (RawHttp connection = new RawHttp(to.port(), RunningServer.LIMIT)) {
      return connection.send(request).answer();
    }
  }

  private static String halfBody(int declared, int sent) {
    return RawHttp.head("POST /echo HTTP/1.1", List.of("Content-Length: " + declared))
        + "x".repeat(sent);
  }

  @Test
  void bodiesTogetherTakeNoMoreMemoryThanTheirLimit() throws Exception {
    ServerLimits limits =
        new ServerLimits(
            1_000, 1_500, 1_000, 10_000, 10, RunningServer.LIMIT, RunningServer.LIMIT, SHORT);
    try (RunningServer small = new RunningServer(limits, ModuleServerTest::mount)) {
      try (RawHttp stalled = new RawHttp(small.port(), RunningServer.LIMIT)) {
        stalled.send(halfBody(1_000, 900));
        // The first one has arrived when the next is refused, which may take a moment.
        await()
            .atMost(RunningServer.LIMIT)
            .untilAsserted(
                () ->
                    assertThat(raw(small, halfBody(900, 900)))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 1"));
        assertThat(small.send("POST", "/echo", "{}").statusCode()).isEqualTo(200);
      }
      // What a client held that has gone is free again.
      await()
          .atMost(RunningServer.LIMIT)
          .untilAsserted(
              () -> assertThat(raw(small, halfBody(900, 900))).startsWith("HTTP/1.1 400 "));
    }
  }

  @Test
  void whoTakesTooLongIsCutOff() throws Exception {
    ServerLimits limits = new ServerLimits(100, 100, 1_000, 10_000, 10, SHORT, SHORT, SHORT);
    try (RunningServer impatient = new RunningServer(limits, ModuleServerTest::mount)) {
      assertThat(raw(impatient, "GET /tenant HTTP/1.1\r\nX-Half: ")).isEmpty();
      assertThat(raw(impatient, halfBody(90, 10))).startsWith("HTTP/1.1 408 ");
      // Without the wish to close, the connection stays open for another request, for a while.
      assertThat(raw(impatient, "GET /tenant HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
      try (RawHttp slow = new RawHttp(impatient.port(), RunningServer.LIMIT)) {
        slow.send("GET /tenant HTTP/1.1\r\nX-Slow: ");
        await()
            .atMost(RunningServer.LIMIT)
            .untilAsserted(
                () ->
                    assertThatThrownBy(() -> slow.send("x"))
                        .isInstanceOf(UncheckedIOException.class));
      }
    }
  }

  @Test
  void connectionsBeyondTheirNumberAreClosed() {
    ServerLimits limits =
        new ServerLimits(
            100, 100, 1_000, 10_000, 1, RunningServer.LIMIT, RunningServer.LIMIT, SHORT);
    try (RunningServer narrow = new RunningServer(limits, ModuleServerTest::mount)) {
      String request = RawHttp.head("GET /tenant HTTP/1.1", List.of());
      try (RawHttp first = new RawHttp(narrow.port(), RunningServer.LIMIT)) {
        try (RawHttp second = new RawHttp(narrow.port(), RunningServer.LIMIT)) {
          assertThat(second.answer()).isEmpty();
        }
        assertThat(first.send(request).answer()).startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @Test
  void namesPortAndSettingWhenThePortIsTaken() {
    ModuleServer second = new ModuleServer(server.vertx, server.port(), List.of());
    assertThatThrownBy(() -> RunningServer.await(second.start()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Port " + server.port())
        .hasMessageContaining("http.port");
    assertThatThrownBy(second::actualPort).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThatThrownBy(() -> new ModuleServer(server.vertx, 65_536, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.port");
  }
}
