/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;

/** Okapi with login; knows what it is told, and answers 404 to everything else. */
final class OkapiDouble implements AutoCloseable {

  final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(20));

  OkapiDouble() {
    server.start();
    well();
  }

  /** Forgets everything but the login. */
  void well() {
    answers(404);
    server.stubFor(
        post(urlEqualTo("/authn/login-with-expiry"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Set-Cookie", "folioAccessToken=token; Max-Age=600")));
  }

  /** Answers everything with a status, the login included. */
  void answers(int status) {
    server.resetMappings();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(status)));
  }

  void knows(String path, JsonObject record) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(record.encode())));
  }

  void knowsUser(String id, String barcode, String last, String first) {
    knows("/users/" + id, user(id, barcode, last, first));
  }

  static JsonObject user(String id, String barcode, String last, String first) {
    return new JsonObject()
        .put("id", id)
        .put("barcode", barcode)
        .put("personal", new JsonObject().put("lastName", last).put("firstName", first));
  }

  static JsonObject users(JsonObject user) {
    return new JsonObject().put("users", new JsonArray().add(user)).put("totalRecords", 1);
  }

  int calls(String path) {
    return server.findAll(getRequestedFor(urlPathEqualTo(path))).size();
  }

  OkapiSettings settings() {
    return new OkapiSettings(
        Optional.of(server.baseUrl()), Optional.of(new SystemUser("audit", "secret")));
  }

  /** An installation without authentication. */
  OkapiSettings settingsWithoutUser() {
    return new OkapiSettings(Optional.of(server.baseUrl()), Optional.empty());
  }

  @Override
  public void close() {
    server.stop();
  }
}
