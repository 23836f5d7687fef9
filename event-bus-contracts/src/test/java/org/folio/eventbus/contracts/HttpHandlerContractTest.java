/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.HttpStatusException;
import org.junit.jupiter.api.AfterAll;

/** A handler that puts each event to a module under its id keeps the rules. */
class HttpHandlerContractTest extends ExternalHandlerContract {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int LONGER_THAN_THE_TIMEOUT = 15_000;
  private static final int STORED = 204;
  private static final int OVERLOADED = 503;

  private final WireMockServer called =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  HttpHandlerContractTest() {
    called.start();
  }

  @AfterAll
  void stop() {
    called.stop();
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    HttpClient client = running.createHttpClient();
    return event ->
        client
            .request(
                new RequestOptions()
                    .setMethod(HttpMethod.PUT)
                    .setHost("localhost")
                    .setPort(called.port())
                    .setURI("/" + event.key() + "/" + event.id())
                    .setTimeout(TIMEOUT_MILLIS))
            .compose(request -> request.send(event.payload()))
            .compose(answer -> understood(event, answer.statusCode()));
  }

  private static Future<Void> understood(Event event, int status) {
    return status == STORED
        ? Future.succeededFuture()
        : Future.failedFuture(new HttpStatusException(status, "PUT of " + event));
  }

  @Override
  protected void reset() {
    called.resetAll();
    bring(Trouble.NONE);
  }

  /**
   * Per key, the events in the order in which they came first: a PUT that is repeated changes
   * nothing.
   */
  @Override
  protected Object effect() {
    List<ServeEvent> calls = new ArrayList<>(called.getAllServeEvents());
    Collections.reverse(calls);
    Map<String, Set<String>> stored = new TreeMap<>();
    for (ServeEvent call : calls) {
      if (call.getResponse().getStatus() == STORED) {
        String[] path = call.getRequest().getUrl().split("/");
        stored.computeIfAbsent(path[1], none -> new LinkedHashSet<>()).add(path[2]);
      }
    }
    Map<String, List<String>> inOrder = new TreeMap<>();
    stored.forEach((key, ids) -> inOrder.put(key, List.copyOf(ids)));
    return inOrder;
  }

  @Override
  protected void bring(Trouble trouble) {
    ResponseDefinitionBuilder answer =
        switch (trouble) {
          case NONE -> aResponse().withStatus(STORED);
          case REFUSES -> aResponse().withStatus(OVERLOADED);
          case SILENT -> aResponse().withStatus(OVERLOADED).withFixedDelay(LONGER_THAN_THE_TIMEOUT);
          case AWAY -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
        };
    called.resetMappings();
    called.stubFor(any(anyUrl()).willReturn(answer));
  }
}
