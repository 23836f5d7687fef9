/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.testing.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkapiStandInTest {

  private final WireMockServer circulation = module("circulation");
  private final WireMockServer feesFines = module("fees and fines");
  private final WireMockServer patronBlocks = module("patron blocks");
  private OkapiStandIn okapi;

  @BeforeEach
  void start() {
    okapi =
        OkapiStandIn.start(
            FreePorts.next(),
            Map.of(
                AdapterModule.CIRCULATION, () -> URI.create(circulation.baseUrl()),
                AdapterModule.FEES_FINES, () -> URI.create(feesFines.baseUrl()),
                AdapterModule.PATRON_BLOCKS, () -> URI.create(patronBlocks.baseUrl())));
  }

  @AfterEach
  void stop() {
    okapi.close();
    circulation.stop();
    feesFines.stop();
    patronBlocks.stop();
  }

  @Test
  void everyUserIsInTheGroup() throws Exception {
    UUID user = UUID.randomUUID();

    assertThat(get("/users/" + user).body())
        .contains("\"id\":\"" + user + "\"")
        .contains("\"patronGroup\":\"" + OkapiStandIn.PATRON_GROUP + "\"");
  }

  @Test
  void pathsLeadToTheModuleThatProvidesThem() throws Exception {
    assertThat(get("/circulation-events").body()).isEqualTo("circulation");
    assertThat(get("/fees-fines-events").body()).isEqualTo("fees and fines");
    assertThat(get("/user-summary/1").body()).isEqualTo("patron blocks");
    assertThat(get("/automated-patron-blocks/1").body()).isEqualTo("patron blocks");
    assertThat(get("/patron-block-limits?limit=5").body()).isEqualTo("patron blocks");
  }

  @Test
  void eventsForModCirculationAreTakenUntilThereIsOne() throws Exception {
    String handler = "/circulation/handlers/fee-fine-balance-changed";
    assertThat(get(handler).statusCode()).isEqualTo(204);

    okapi.deployCirculation(URI.create(circulation.baseUrl()));
    assertThat(get(handler).body()).isEqualTo("circulation");
  }

  @Test
  void theModuleIsToldTheAddressOfOkapi() throws Exception {
    get("/user-summary/1");

    patronBlocks.verify(
        getRequestedFor(urlEqualTo("/user-summary/1"))
            .withHeader("X-Okapi-Url", equalTo(okapi.url().toString()))
            .withHeader("X-Okapi-Tenant", equalTo("diku")));
  }

  @Test
  void whatEveryModuleProvidesNeedsTheModulesId() throws Exception {
    assertThat(get("/event-bus/outbox").statusCode()).isEqualTo(404);
    assertThat(
            get("/event-bus/outbox", "X-Okapi-Module-Id", AdapterModule.CIRCULATION.moduleId())
                .body())
        .isEqualTo("circulation");
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(okapi.url().resolve(path)).header("X-Okapi-Tenant", "diku");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static WireMockServer module(String name) {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(ok(name)));
    return server;
  }
}
