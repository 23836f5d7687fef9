/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleClient;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.testing.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a trace asks about what is parked, and how often. */
class TracerTest {

  private static final String EVENT = "7d5c0f2e-6a6b-4b8e-9b0a-4f0f5ac1a001";
  private static final String NAME = "mod-test";
  private static final int SUBSCRIPTIONS = 2;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger questions = new AtomicInteger();
  private final CountDownLatch together = new CountDownLatch(SUBSCRIPTIONS);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/event-bus/events/", this::event);
    server.createContext("/event-bus/parked/events", this::parked);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void event(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        """
        {"eventId": "%s", "type": "ITEM_CHECKED_OUT", "stream": "s", "key": "k", "sequence": 1,
         "subscriptions": [{"subscription": "one", "verdict": "PARKED", "explanation": "refused"},
                           {"subscription": "two", "verdict": "PARKED", "explanation": "refused"}]}
        """
            .formatted(EVENT));
  }

  // Answers when all subscriptions are asked about.
  private void parked(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    together.countDown();
    boolean all = awaitAll();
    answer(
        exchange,
        all
            ? "{\"events\": [{\"eventId\": \"%s\"}, {\"eventId\": \"behind\"}]}".formatted(EVENT)
            : "{}");
  }

  private boolean awaitAll() {
    try {
      return together.await(LIMIT.toSeconds() / 2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Trace trace(boolean followers) {
    EventBusModule down = at(FreePorts.next());
    EventBusModule up = at(server.getAddress().getPort());
    Connection connection =
        new Connection(
            Optional.empty(),
            "diku",
            Optional.empty(),
            Map.of(NAME, up.base()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            LIMIT);
    Modules modules = new Modules(List.of(down, up), new ModuleClient(connection));
    return new Tracer(modules, Map.of()).byId(EVENT, Map.of(), followers);
  }

  private static EventBusModule at(int port) {
    return new EventBusModule(NAME, URI.create("http://127.0.0.1:" + port), Optional.empty());
  }

  @Test
  void theInstanceThatAnsweredTellsWhatWaitsBehindTheEventAtAllSubscriptionsAtOnce() {
    assertThat(trace(true).events().get(0).subscriptions())
        .hasSize(SUBSCRIPTIONS)
        .allSatisfy(
            one ->
                assertThat(one.followers().findValuesAsText("eventId")).containsExactly("behind"));
  }

  @Test
  void whoDoesNotShowWhatWaitsBehindTheEventDoesNotAsk() {
    assertThat(trace(false).events()).hasSize(1);
    assertThat(questions).hasValue(0);
  }
}
