/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OkapiClientTest {

  private static final String TOKEN = "header.payload.signature";

  private static RunningServer okapi;
  private static OkapiClient client;

  @BeforeAll
  static void start() {
    okapi = new RunningServer(OkapiClientTest::mount);
    client =
        new OkapiClient(
            okapi.vertx,
            OkapiSettings.NONE,
            new OkapiTimeouts(Duration.ofSeconds(3), Duration.ofMillis(500)));
  }

  @AfterAll
  static void stop() {
    client.close();
    okapi.close();
  }

  private static void mount(Router router) {
    router
        .get("/headers")
        .handler(
            ctx -> {
              JsonObject seen = new JsonObject();
              ctx.request()
                  .headers()
                  .forEach(
                      header -> {
                        if (header.getKey().startsWith("X-")) {
                          seen.put(header.getKey(), header.getValue());
                        }
                      });
              Answer.json(200, seen).send(ctx);
            });
    // As a sidecar that is starting.
    router.get("/page").handler(ctx -> Answer.text(404, "<html>").send(ctx));
    router.get("/text").handler(ctx -> Answer.text(200, "no json").send(ctx));
    router.get("/array").handler(ctx -> ctx.response().end("[]"));
    router.get("/empty").handler(ctx -> ctx.response().end());
    router.get("/forbidden/:id").handler(ctx -> Answer.text(403, "no").send(ctx));
    router.get("/redirect").handler(ctx -> ctx.redirect("/headers"));
    router.get("/never/:id").handler(ctx -> {});
  }

  private static OkapiRequest request(@Nullable String url) {
    return new OkapiRequest(new TenantId("diku"), url, TOKEN, "123456/blocks", "a-user");
  }

  private static OkapiRequest request() {
    return request("http://localhost:" + okapi.port() + "/");
  }

  @Test
  void handsTheHeadersOn() {
    assertThat(RunningServer.await(client.get(request(), "/headers")))
        .isEqualTo(
            new JsonObject()
                .put("X-Okapi-Tenant", "diku")
                .put("X-Okapi-Url", "http://localhost:" + okapi.port())
                .put("X-Okapi-Token", TOKEN)
                .put("X-Okapi-Request-Id", "123456/blocks")
                .put("X-Okapi-User-Id", "a-user"));
  }

  @Test
  void tellsMissingApartFromOtherFailures() {
    assertThat(RunningServer.await(client.find(request(), "/nothing"))).isEmpty();
    assertFailure("/page", 404, "GET /page was answered with status 404");
    assertThat(RunningServer.await(client.find(request(), "/headers"))).isPresent();
    assertFailure("/forbidden/5", 403, "GET /forbidden was answered with status 403");
    assertFailure("/redirect", 302, "GET /redirect was answered with status 302");
    assertFailure("/text", 200, "GET /text was answered with a body that is not JSON");
    assertFailure("/array", 200, "GET /array was answered with a body that is not JSON");
    assertFailure("/empty", 200, "GET /empty was answered with a body that is not JSON");
    assertThatThrownBy(() -> RunningServer.await(client.get(request(), "/nothing")))
        .isInstanceOfSatisfying(
            OkapiException.class, e -> assertThat(e.status()).isEqualTo(OptionalInt.of(404)));
  }

  private static void assertFailure(String path, int status, String message) {
    assertThatThrownBy(() -> RunningServer.await(client.find(request(), path)))
        .isInstanceOfSatisfying(
            OkapiException.class, e -> assertThat(e.status()).isEqualTo(OptionalInt.of(status)))
        .hasMessage(message);
  }

  @Test
  void reportsConnectionFailuresAndTimeouts() {
    // Nothing listens on port 1.
    assertUnreachable(
        request("http://localhost:1"), "GET /never could not be sent, or the connection broke");
    assertUnreachable(request(), "GET /never was not answered within 500 ms");
  }

  private static void assertUnreachable(OkapiRequest to, String message) {
    assertThatThrownBy(() -> RunningServer.await(client.find(to, "/never/an-id")))
        .isInstanceOfSatisfying(
            OkapiException.class,
            e -> {
              assertThat(e.isUnreachable()).isTrue();
              assertThat(e.status()).isEmpty();
            })
        .hasMessage(message)
        .hasStackTraceContaining(message)
        .satisfies(e -> assertThat(e.getCause() + "").doesNotContain("an-id"));
  }

  @Test
  void needsAnAddress() {
    for (String url :
        new String[] {null, " ", "not an address", "ftp:", "http://okapi:99999", "http://a b/"}) {
      assertThatThrownBy(() -> RunningServer.await(client.find(request(url), "/headers")))
          .as(url)
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("X-Okapi-Url");
    }
  }

  @Test
  void aRequestChoosesTheAddressOnlyWhereTheSettingsLeaveItOpen() {
    String configured = "http://localhost:" + okapi.port();
    OkapiSettings settings =
        new OkapiSettings(Optional.of(configured), Set.of("http://localhost:1"), Optional.empty());
    try (OkapiClient bound = new OkapiClient(okapi.vertx, settings)) {
      assertThat(
              RunningServer.await(bound.get(request("http://elsewhere:9130"), "/headers"))
                  .getString("X-Okapi-Url"))
          .isEqualTo(configured);
      // Nothing listens there, but it is allowed.
      assertThatThrownBy(
              () -> RunningServer.await(bound.get(request("http://localhost:1/"), "/headers")))
          .isInstanceOf(OkapiException.class);
    }
  }

  @Test
  void neverShowsTheToken() {
    assertThat(request().toString()).contains("diku").doesNotContain(TOKEN).doesNotContain("user");
  }
}
