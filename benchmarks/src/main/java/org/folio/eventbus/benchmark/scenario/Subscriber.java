/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A subscriber that answers 204 at once and notes when each event arrived. */
final class Subscriber implements AutoCloseable {

  static final String CALLBACK = "/subscriber/item-checked-out";
  static final String EVENT_ID = "Idempotency-Key";

  private static final int ACCEPTED = 204;
  private static final long LIMIT = 10;

  private final HttpServer server;
  private volatile Pushes pushes = Pushes.NONE;

  Subscriber(Vertx vertx) {
    try {
      server =
          vertx
              .createHttpServer()
              .requestHandler(this::called)
              .listen(0)
              .await(LIMIT, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The subscriber does not listen", e);
    }
  }

  int port() {
    return server.actualPort();
  }

  /** The events that arrive from now on. */
  void expect(Pushes next) {
    pushes = next;
  }

  private void called(HttpServerRequest request) {
    UUID id = UUID.fromString(request.getHeader(EVENT_ID));
    request.endHandler(
        read -> {
          pushes.arrived(id);
          request.response().setStatusCode(ACCEPTED).end();
        });
  }

  @Override
  public void close() {
    server.close();
  }
}
