/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.matching.RequestPatternBuilder.newRequestPattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enabling a tenant completes the system user's account, or tells which step failed. */
class SystemUserAccountTest {

  private static final String ID = "6f1d2f0e-94b7-4c58-9d0a-2a5b6c1e7f31";
  private static final String NAMED =
      "{\"id\":\"%s\",\"username\":\"pub-sub\",\"personal\":{\"lastName\":\"%s\"}}";

  private static final String PASSWORD = "a-secret-of-the-installation";
  private static final String LOGIN = "POST /authn/login-with-expiry";

  private static final Vertx VERTX = Vertx.vertx();
  private static final WireMockServer OKAPI =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeAll
  static void start() {
    OKAPI.start();
  }

  @AfterAll
  static void stop() {
    OKAPI.stop();
    RunningBridge.get(VERTX.close());
  }

  @BeforeEach
  void everythingWorksAndNobodyIsKnown() {
    OKAPI.resetAll();
    OKAPI.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(201)));
    answers("GET", "/users", "{\"users\":[]}");
    status("GET", "/perms/users/.*", 404);
  }

  private static void answers(String method, String path, String json) {
    OKAPI.stubFor(request(method, urlPathMatching(path)).willReturn(okJson(json)));
  }

  private static void status(String method, String path, int status) {
    OKAPI.stubFor(
        request(method, urlPathMatching(path)).willReturn(aResponse().withStatus(status)));
  }

  private static void known(String lastName) {
    answers("GET", "/users", "{\"users\":[" + NAMED.formatted(ID, lastName) + "]}");
  }

  private static void ensure() {
    OkapiSettings settings =
        new OkapiSettings(
            Optional.of(OKAPI.baseUrl()), Optional.of(new SystemUser("pub-sub", PASSWORD)));
    RunningBridge.get(
        new SystemUserAccount(VERTX, settings)
            .ensure(new OkapiRequest(new TenantId("diku"), null, "token", null, null)));
  }

  private static List<String> calls() {
    List<String> calls =
        new ArrayList<>(
            OKAPI.getAllServeEvents().stream()
                .map(
                    one ->
                        one.getRequest().getMethod()
                            + " "
                            + one.getRequest().getUrl().replaceAll("\\?.*", ""))
                .toList());
    Collections.reverse(calls);
    return calls;
  }

  private static JsonArray grantedBy(String method, String path) {
    return new JsonObject(
            OKAPI
                .findAll(newRequestPattern(RequestMethod.fromString(method), urlMatching(path)))
                .get(0)
                .getBodyAsString())
        .getJsonArray("permissions");
  }

  private static void permitted() {
    known("System");
    answers(
        "GET",
        "/perms/users/.*",
        new JsonObject()
            .put("id", ID)
            .put("permissions", new JsonArray(SystemUserAccount.PERMISSIONS))
            .encode());
  }

  @Test
  void aNewUserGetsCredentialsAndPermissions() {
    ensure();
    assertThat(calls())
        .hasSize(6)
        .startsWith("GET /users", "POST /users", "POST /authn/credentials")
        .endsWith("POST /perms/users", LOGIN);
    assertThat(grantedBy("POST", "/perms/users")).hasSize(13);
  }

  @Test
  void aCompleteAccountIsLeftAlone() {
    permitted();
    ensure();
    assertThat(calls()).containsExactly("GET /users", "GET /perms/users/" + ID, LOGIN);
  }

  /** A set-up that was interrupted left the user without a password. */
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 422})
  void aUserWithoutCredentialsGetsThem(int status) {
    permitted();
    OKAPI.stubFor(
        post("/authn/login-with-expiry")
            .inScenario("credentials")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(status)));
    OKAPI.stubFor(
        post("/authn/credentials")
            .inScenario("credentials")
            .willSetStateTo("stored")
            .willReturn(aResponse().withStatus(201)));

    ensure();

    assertThat(calls()).endsWith(LOGIN, "POST /authn/credentials", LOGIN);
  }

  @Test
  void aUserWithAnotherPasswordIsNoticed() {
    permitted();
    status("POST", "/authn/login-with-expiry", 422);
    status("POST", "/authn/credentials", 422);

    assertThatThrownBy(SystemUserAccountTest::ensure)
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("failed to log in (status 422")
        .hasMessageContaining("SYSTEM_USER_PASSWORD")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void anInstallationMayHaveTheOldLoginOnly() {
    permitted();
    status("POST", "/authn/login-with-expiry", 404);

    ensure();

    assertThat(calls()).endsWith(LOGIN, "POST /authn/login");
  }

  @Test
  void missingPermissionsAreAddedToThoseOfAnOperator() {
    known("System");
    answers(
        "GET",
        "/perms/users/.*",
        "{\"id\":\"%s\",\"permissions\":[\"own.callback.post\"]}".formatted(ID));
    status("PUT", "/perms/users/.*", 200);
    ensure();
    assertThat(grantedBy("PUT", "/perms/users/.*")).hasSize(14).contains("own.callback.post");
  }

  @Test
  void aUserWithoutLastNameGetsOne() {
    known("");
    status("PUT", "/users/.*", 204);
    ensure();
    assertThat(calls()).contains("PUT /users/" + ID);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/users,find the user",
    "POST,/users,create the user",
    "POST,/authn/credentials,store the credentials",
    "GET,/perms/users/.*,find the permissions",
    "POST,/perms/users,grant the permissions",
    "POST,/authn/login-with-expiry,log in"
  })
  void aFailedStepIsNamed(String method, String path, String step) {
    status(method, path, 500);
    assertThatThrownBy(SystemUserAccountTest::ensure)
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("failed to " + step + " (status 500");
  }
}
