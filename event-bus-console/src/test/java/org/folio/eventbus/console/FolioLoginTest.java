/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.web.WebConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Users of the pages log in to FOLIO. The stand-in for Okapi answers as mod-login does in {@code
 * LoginAPI.postAuthnLoginWithExpiry} and {@code postAuthnRefresh}.
 */
class FolioLoginTest {

  private static final String CREDENTIALS = "{\"username\":\"ada\",\"password\":\"correct horse\"}";

  private final WireMockServer okapi =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final Vertx vertx = Vertx.vertx();
  private WebConsole console;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    okapi.start();
    okapi.stubFor(
        post("/authn/login-with-expiry")
            .willReturn(
                aResponse()
                    .withStatus(422)
                    .withBody("{\"errors\":[{\"code\":\"password.incorrect\"}]}")));
    console =
        new WebConsole(
            vertx,
            new Connection(
                Optional.of(URI.create(okapi.baseUrl())),
                "diku",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5)),
            new Surroundings(Map.of(), false, Optional.empty(), Clock.systemUTC()));
    browser =
        new Browser(console.start("127.0.0.1", 0).toCompletionStage().toCompletableFuture().get());
  }

  @AfterEach
  void stop() {
    console.stop();
    vertx.close();
    okapi.stop();
  }

  private void accept(String token, Instant expires) {
    okapi.stubFor(
        post("/authn/login-with-expiry")
            .withHeader("X-Okapi-Tenant", equalTo("diku"))
            .withRequestBody(equalToJson(CREDENTIALS))
            .willReturn(created(token, expires)));
    serve(token);
  }

  private static ResponseDefinitionBuilder created(String token, Instant expires) {
    return aResponse()
        .withStatus(201)
        .withHeader(
            "Set-Cookie",
            "folioAccessToken=%s; Max-Age=600; Path=/; Secure; HTTPOnly; SameSite=None"
                .formatted(token),
            "folioRefreshToken=again-%s; Max-Age=604800; Path=/authn; Secure; HTTPOnly; SameSite=None"
                .formatted(token))
        .withBody(
            "{\"accessTokenExpiration\":\"%s\",\"refreshTokenExpiration\":\"%s\"}"
                .formatted(expires, expires.plusSeconds(604_800)));
  }

  private void serve(String token) {
    okapi.stubFor(
        get("/_/proxy/tenants/diku/interfaces/event-bus-admin")
            .withHeader("X-Okapi-Token", equalTo(token))
            .willReturn(okJson("[{\"id\":\"mod-circulation-adapter-0.1.0\"}]")));
    okapi.stubFor(
        get(urlPathEqualTo("/event-bus/gaps"))
            .withHeader("X-Okapi-Token", equalTo(token))
            .willReturn(okJson("{\"gaps\":[],\"awaited\":[],\"totalRecords\":0}")));
  }

  private HttpResponse<String> login(String password) {
    return browser.post("/login", Map.of("name", "ada", "secret", password, "to", "/gaps"));
  }

  @Test
  void eachUserActsWithTheirOwnTokenWhichStaysHere() {
    accept("first", Instant.now().plusSeconds(600));

    HttpResponse<String> in = login("correct horse");

    assertThat(in.uri().getPath()).isEqualTo("/gaps");
    assertThat(Browser.text(in.body())).contains("Nothing is missing.", "ada");
    assertThat(in.body()).doesNotContain("first", "again-first");
    assertThat(in.headers().allValues("set-cookie").toString()).doesNotContain("first");
  }

  @Test
  void aWrongPasswordIsRefused() {
    accept("first", Instant.now().plusSeconds(600));

    HttpResponse<String> refused = login("wrong");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Browser.text(refused.body())).contains("does not know this name");
  }

  @Test
  void aTokenThatExpiresIsRenewed() {
    accept("first", Instant.now().plusSeconds(10));
    okapi.stubFor(
        post("/authn/refresh")
            .withHeader("Cookie", containing("folioRefreshToken=again-first"))
            .willReturn(created("second", Instant.now().plusSeconds(600))));
    serve("second");

    login("correct horse");

    assertThat(Browser.text(browser.page("/gaps"))).contains("Nothing is missing.");
    okapi.verify(postRequestedFor(urlPathEqualTo("/authn/refresh")));
  }

  @Test
  void theSessionEndsWithTheRefreshToken() {
    accept("first", Instant.now().plusSeconds(10));
    okapi.stubFor(post("/authn/refresh").willReturn(aResponse().withStatus(401)));

    assertThat(login("correct horse").uri().getPath()).isEqualTo("/login");
  }
}
