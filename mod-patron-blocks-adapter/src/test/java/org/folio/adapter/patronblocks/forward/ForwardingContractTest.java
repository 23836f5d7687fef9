/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.forward;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.contracts.ExternalHandlerContract;
import org.folio.eventbus.contracts.Trouble;
import org.folio.eventbus.okapi.OkapiSettings;
import org.junit.jupiter.api.AfterAll;

/** Deliveries to a module that recognises repetitions fulfil the contract of external handlers. */
class ForwardingContractTest extends ExternalHandlerContract {

  private static final int SECONDS_OF_SILENCE = 1;

  private final WireMockServer module =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  ForwardingContractTest() {
    module.start();
  }

  @AfterAll
  void stop() {
    module.stop();
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    OkapiSettings okapi = new OkapiSettings(Optional.of(module.baseUrl()), Optional.empty());
    return (ExternalHandler) ForwardedStreams.subscriptions(running, okapi).get(0).handler();
  }

  @Override
  protected void reset() {
    module.resetAll();
    bring(Trouble.NONE);
  }

  /** By patron, the events in the order of their first arrival. */
  @Override
  protected Object effect() {
    List<ServeEvent> calls = new ArrayList<>(module.getAllServeEvents());
    Collections.reverse(calls);
    Map<String, Set<String>> taken = new TreeMap<>();
    for (ServeEvent call : calls) {
      if (call.getResponse().getStatus() == 204) {
        String patron = new JsonObject(call.getRequest().getBodyAsString()).getString("userId");
        taken
            .computeIfAbsent(patron, none -> new LinkedHashSet<>())
            .add(call.getRequest().getUrl() + call.getRequest().getHeader("Idempotency-Key"));
      }
    }
    Map<String, List<String>> inOrder = new TreeMap<>();
    taken.forEach((patron, events) -> inOrder.put(patron, List.copyOf(events)));
    return inOrder;
  }

  @Override
  protected void bring(Trouble trouble) {
    ResponseDefinitionBuilder answer =
        switch (trouble) {
          case NONE -> aResponse().withStatus(204);
          case REFUSES -> aResponse().withStatus(503);
          case SILENT -> aResponse().withStatus(503).withFixedDelay(SECONDS_OF_SILENCE * 1000);
          case AWAY -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
        };
    module.resetMappings();
    module.stubFor(any(anyUrl()).willReturn(answer));
  }
}
