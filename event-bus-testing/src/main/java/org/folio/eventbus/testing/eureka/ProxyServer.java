/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers requests, or hands them on. Each request has a thread of its own. */
final class ProxyServer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  // The client sets these itself.
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "upgrade",
          "transfer-encoding");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  /** A request; the names of headers are in lower case. */
  record Incoming(String method, URI uri, Map<String, String> headers, byte[] body) {

    String path() {
      return uri.getPath();
    }

    @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  /** An answer. */
  record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    static Reply json(int status, String body) {
      return new Reply(
          status,
          Map.of("Content-Type", List.of("application/json")),
          body.getBytes(StandardCharsets.UTF_8));
    }
  }

  ProxyServer(Function<Incoming, Reply> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Sends the request to another address; the connection's failure is an answer 500. */
  Reply handOn(Incoming request, URI base, Map<String, String> headers) {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(base.resolve(request.uri()))
            .timeout(LIMIT)
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    headers.forEach(onward::header);
    try {
      HttpResponse<byte[]> answer = client.send(onward.build(), BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (IOException e) {
      return Reply.json(500, "{\"errors\":[{\"message\":\"Failed to proxy request\"}]}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a request was handed on", e);
    }
  }

  private static void answer(HttpExchange exchange, Function<Incoming, Reply> answers)
      throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!OF_THE_CONNECTION.contains(lower)) {
                  headers.put(lower, values.get(0));
                }
              });
      Reply reply =
          answers.apply(
              new Incoming(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  headers,
                  exchange.getRequestBody().readAllBytes()));
      reply
          .headers()
          .forEach(
              (name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
