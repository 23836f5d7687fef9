/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers in place of another module and records the requests. */
final class StandIn implements AutoCloseable {

  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** A received request. */
  record Request(
      String method, String path, String query, String tenant, String token, String body) {}

  /** An answer; an empty text means no body. */
  record Reply(int status, String body) {

    static final Reply NOTHING = new Reply(NO_CONTENT, "");
  }

  StandIn(Function<Request, Reply> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Request, Reply> answers) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              "" + exchange.getRequestURI().getQuery(),
              exchange.getRequestHeaders().getFirst("X-Okapi-Tenant"),
              exchange.getRequestHeaders().getFirst("X-Okapi-Token"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Reply reply = answers.apply(request);
      byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** A tenant's requests to a path or below it. */
  List<Request> asked(String tenant, String path) {
    return requests.stream()
        .filter(one -> tenant.equals(one.tenant()) && one.path().startsWith(path))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
