/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;

/** Okapi with login, inventory, circulation and users; knows what it is told. */
public final class OkapiDouble implements AutoCloseable {

  private static final String ITEMS = "/inventory/items";

  public final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(20));

  public OkapiDouble() {
    server.start();
    well();
  }

  /** Forgets everything but the login; collections are empty, records are not there. */
  public void well() {
    answers(404);
    server.stubFor(get(urlPathEqualTo(ITEMS)).atPriority(9).willReturn(okJson("{\"items\":[]}")));
    server.stubFor(
        post(urlEqualTo("/authn/login-with-expiry"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Set-Cookie", "folioAccessToken=token; Max-Age=600")));
  }

  /** Answers everything with a status, the login included. */
  public void answers(int status) {
    server.resetMappings();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(status)));
  }

  /** All that the samples name: the item, its queue, the patron and the service point. */
  public void knowsSamples() {
    knowsItem(Samples.item());
    knowsQueue(Samples.queued("Hold", 1));
    knows(
        "/users/" + Samples.PATRON,
        new JsonObject().put("barcode", "8811").put("username", "jdoe"));
    knows("/service-points/" + Samples.POINT, new JsonObject().put("code", "main"));
    knows(
        "/inventory/instances/" + Samples.INSTANCE,
        new JsonObject()
            .put("title", "Peregrinations")
            .put(
                "contributors",
                new JsonArray()
                    .add(new JsonObject().put("name", "Marco Polo"))
                    .add(new JsonObject().put("name", "Rustichello"))));
  }

  public void knowsItem(JsonObject item) {
    knowsItem("barcode", item.getString("barcode"), item);
    knowsItem("id", item.getString("id"), item);
  }

  private void knowsItem(String index, String term, JsonObject item) {
    server.stubFor(
        get(urlPathEqualTo(ITEMS))
            .withQueryParam("query", equalTo("%s==\"%s\"".formatted(index, term)))
            .willReturn(okJson(new JsonObject().put("items", new JsonArray().add(item)).encode())));
  }

  public void knowsQueue(JsonObject... requests) {
    knows(
        "/circulation/requests/queue/item/" + Samples.ITEM,
        new JsonObject().put("requests", new JsonArray(List.of(requests))));
  }

  public void knows(String path, JsonObject found) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(found.encode())));
  }

  public int callsForItems() {
    return server.findAll(getRequestedFor(urlPathEqualTo(ITEMS))).size();
  }

  public OkapiSettings settings() {
    return new OkapiSettings(
        Optional.of(server.baseUrl()), Optional.of(new SystemUser("storage", "secret")));
  }

  /** An installation without authentication. */
  public OkapiSettings settingsWithoutUser() {
    return new OkapiSettings(Optional.of(server.baseUrl()), Optional.empty());
  }

  @Override
  public void close() {
    server.stop();
  }
}
