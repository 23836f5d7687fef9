/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A stand-in for mod-circulation. It can be down, and it records the events that it accepts. */
final class CirculationDouble implements AutoCloseable {

  private static final int WORKERS = 8;
  private static final byte[] INVALID =
      "{\"errors\":[{\"message\":\"must not be null\"}]}".getBytes(StandardCharsets.UTF_8);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile Predicate<String> invalid = body -> false;
  private HttpServer server;
  private ExecutorService workers;

  CirculationDouble(int port) {
    this.port = port;
    up();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The ids of the events that were answered with 204, in the order of the calls. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  /** Answers requests with such a body with 422. */
  void refuses(Predicate<String> body) {
    invalid = body;
  }

  /** Accepts connections. */
  void up() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    workers = Executors.newFixedThreadPool(WORKERS);
    server.setExecutor(workers);
    server.createContext("/circulation/handlers/", this::answer);
    server.start();
  }

  /** Refuses connections, as if the process had ended. */
  void down() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (invalid.test(body)) {
        call.sendResponseHeaders(422, INVALID.length);
        call.getResponseBody().write(INVALID);
      } else {
        taken.add(call.getRequestHeaders().getFirst("Idempotency-Key"));
        call.sendResponseHeaders(204, -1);
      }
    }
  }

  @Override
  public void close() {
    down();
  }
}
