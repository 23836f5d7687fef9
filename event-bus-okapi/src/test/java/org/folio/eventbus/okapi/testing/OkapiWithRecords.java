/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.testing;

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
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;

/** Okapi with login. Answers for the records that a test adds, and 404 to everything else. */
public class OkapiWithRecords implements AutoCloseable {

  private static final int WORKERS = 20;
  private static final int LAST = 10;

  public final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(WORKERS));
  private final Consumer<WireMockServer> always;

  public OkapiWithRecords() {
    this(server -> {});
  }

  /** With answers that stay when a test removes all others. */
  protected OkapiWithRecords(Consumer<WireMockServer> always) {
    this.always = always;
    server.start();
    forget();
  }

  /** Removes all answers except the login and the permanent ones. */
  public final void forget() {
    answers(404);
    always.accept(server);
    server.stubFor(
        post(urlEqualTo("/authn/login-with-expiry"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Set-Cookie", "folioAccessToken=token; Max-Age=600")));
  }

  /** Answers everything with a status, the login included. */
  public final void answers(int status) {
    server.resetMappings();
    server.stubFor(any(anyUrl()).atPriority(LAST).willReturn(aResponse().withStatus(status)));
  }

  public final void knows(String path, JsonObject found) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(found.encode())));
  }

  /** How often something was asked for. */
  public final int calls(String path) {
    return server.findAll(getRequestedFor(urlPathEqualTo(path))).size();
  }

  public final OkapiSettings settings() {
    return new OkapiSettings(
        Optional.of(server.baseUrl()), Optional.of(new SystemUser("bus", "secret")));
  }

  /** An installation without authentication. */
  public final OkapiSettings settingsWithoutUser() {
    return new OkapiSettings(Optional.of(server.baseUrl()), Optional.empty());
  }

  @Override
  public final void close() {
    server.stop();
  }
}
