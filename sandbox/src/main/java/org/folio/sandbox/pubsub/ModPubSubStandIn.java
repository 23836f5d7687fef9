/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What mod-pubsub does for modules: it keeps registrations, answers 204, and calls the subscribers
 * at once, up to six times. What no call got through is gone.
 */
public final class ModPubSubStandIn implements AutoCloseable {

  private static final String TYPES = "/pubsub/event-types";
  private static final String PUBLISH = "/pubsub/publish";
  private static final String PUBLISHERS = "/publishers";
  private static final String SUBSCRIBERS = "/subscribers";
  private static final int ATTEMPTS = 6;
  private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);

  // The connections of mod-pubsub to one address.
  private static final int CALLS = 5;
  private static final int WORKERS = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI okapi;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService calls = Executors.newFixedThreadPool(CALLS);
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final Map<String, JsonNode> types = new ConcurrentHashMap<>();
  private final List<JsonNode> modules = new CopyOnWriteArrayList<>();
  private final AtomicInteger published = new AtomicInteger();
  private final HttpServer server;

  /** Starts to listen on a free port. */
  public ModPubSubStandIn(URI okapi) {
    this.okapi = okapi;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext(TYPES, this::registration);
    server.createContext(PUBLISH, this::publication);
    server.start();
  }

  /** Its own address, which Okapi or the bridge calls. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Number of events that it has accepted. */
  public int published() {
    return published.get();
  }

  private void registration(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getPath();
      if (call.getRequestMethod().equals("GET")) {
        answer(call, 200, path.equals(TYPES) ? allTypes() : ofType(path));
        return;
      }
      JsonNode body = JSON.readTree(call.getRequestBody());
      if (path.equals(TYPES)) {
        types.put(body.path("eventType").asText(), body);
      } else {
        boolean publisher = path.endsWith("/publisher");
        body.path(publisher ? "eventDescriptors" : "subscriptionDefinitions")
            .forEach(
                one ->
                    modules.add(
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("eventType", one.path("eventType").asText())
                            .put("moduleId", body.path("moduleId").asText())
                            .put("tenantId", call.getRequestHeaders().getFirst("X-Okapi-Tenant"))
                            .put("moduleRole", publisher ? "PUBLISHER" : "SUBSCRIBER")
                            .put("activated", true)
                            .put("subscriberCallback", one.path("callbackAddress").asText())));
      }
      answer(call, 201, body);
    }
  }

  private ObjectNode allTypes() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(types.values());
    ObjectNode found = JsonNodeFactory.instance.objectNode().put("totalRecords", all.size());
    found.set("eventDescriptors", all);
    return found;
  }

  private ObjectNode ofType(String path) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    modules.stream().filter(one -> path.equals(listing(one))).forEach(all::add);
    ObjectNode found = JsonNodeFactory.instance.objectNode().put("totalRecords", all.size());
    found.set("messagingModules", all);
    return found;
  }

  private static String listing(JsonNode module) {
    boolean publisher = module.path("moduleRole").asText().equals("PUBLISHER");
    return TYPES + "/" + module.path("eventType").asText() + (publisher ? PUBLISHERS : SUBSCRIBERS);
  }

  private void publication(HttpExchange call) throws IOException {
    try (call) {
      JsonNode event = JSON.readTree(call.getRequestBody());
      String type = event.path("eventType").asText();
      String payload = event.path("eventPayload").asText();
      published.incrementAndGet();
      modules.stream()
          .filter(one -> listing(one).equals(TYPES + "/" + type + SUBSCRIBERS))
          .forEach(one -> calls.execute(() -> deliver(one, payload)));
      call.sendResponseHeaders(204, -1);
    }
  }

  private void deliver(JsonNode subscriber, String payload) {
    HttpRequest request =
        HttpRequest.newBuilder(okapi.resolve(subscriber.path("subscriberCallback").asText()))
            .header("Content-type", "application/json")
            .header("Accept", "application/json, text/plain")
            .header("x-okapi-tenant", subscriber.path("tenantId").asText())
            .header("x-okapi-url", okapi.toString())
            .POST(BodyPublishers.ofString(payload))
            .build();
    for (int attempt = 0; attempt < ATTEMPTS && !accepted(request); attempt++) {}
  }

  private boolean accepted(HttpRequest request) {
    try {
      return SUCCESS.contains(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      // As for a refusal: the next attempt follows at once.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void answer(HttpExchange call, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    calls.shutdownNow();
  }
}
