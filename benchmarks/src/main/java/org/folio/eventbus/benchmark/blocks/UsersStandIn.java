/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stand-in for the users interface: every user belongs to the one group. */
final class UsersStandIn implements AutoCloseable {

  private static final long LIMIT = 10;
  private static final String USER = "{\"patronGroup\":\"" + Patrons.GROUP + "\"}";

  private final HttpServer server;

  private UsersStandIn(HttpServer server) {
    this.server = server;
  }

  static UsersStandIn start(Vertx vertx) throws TimeoutException {
    return new UsersStandIn(
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().putHeader("Content-Type", "application/json").end(USER))
            .listen(0)
            .await(LIMIT, TimeUnit.SECONDS));
  }

  String url() {
    return "http://localhost:" + server.actualPort();
  }

  @Override
  public void close() throws TimeoutException {
    server.close().await(LIMIT, TimeUnit.SECONDS);
  }
}
