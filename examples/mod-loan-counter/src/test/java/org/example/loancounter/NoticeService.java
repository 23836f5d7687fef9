/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.folio.eventbus.contracts.Trouble;

/** A notice service that honours idempotency keys, and that tests bring into trouble. */
final class NoticeService implements AutoCloseable {

  private final HttpServer server;
  private final Set<String> keys = new HashSet<>();
  private final Map<String, List<String>> itemsOfPatron = new TreeMap<>();
  private Trouble trouble = Trouble.NONE;

  NoticeService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/notices", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  synchronized void reset() {
    keys.clear();
    itemsOfPatron.clear();
    trouble = Trouble.NONE;
  }

  synchronized void bring(Trouble now) {
    trouble = now;
  }

  /** The items of which each patron got a notice, in order. */
  synchronized Map<String, List<String>> notices() {
    Map<String, List<String>> copy = new TreeMap<>();
    itemsOfPatron.forEach((patron, items) -> copy.put(patron, List.copyOf(items)));
    return copy;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    JsonObject notice =
        new JsonObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    switch (trouble) {
      case NONE -> {
        if (keys.add(key)) {
          itemsOfPatron
              .computeIfAbsent(notice.getString("userId"), patron -> new ArrayList<>())
              .add(notice.getString("itemId"));
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
      }
      case REFUSES -> {
        exchange.sendResponseHeaders(503, -1);
        exchange.close();
      }
      case AWAY -> exchange.close();
      case SILENT -> {}
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
