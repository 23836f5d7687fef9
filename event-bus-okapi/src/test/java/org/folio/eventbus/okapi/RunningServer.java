/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.ServerLimits;
import org.folio.eventbus.okapi.module.ModuleServer;

/** A real server on a free port, and a client that is not Vert.x. */
public final class RunningServer implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(20);

  public final Vertx vertx = Vertx.vertx();
  private final ModuleServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public RunningServer(ServerLimits limits, RouteGroup... groups) {
    server = new ModuleServer(vertx, 0, limits, List.of(groups));
    await(server.start());
  }

  /** Serves what is made from the server's own Vert.x. */
  public RunningServer(Function<Vertx, RouteGroup> group) {
    server = new ModuleServer(vertx, 0, ServerLimits.DEFAULT, List.of(group.apply(vertx)));
    await(server.start());
  }

  public RunningServer(RouteGroup... groups) {
    this(ServerLimits.DEFAULT, groups);
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError("Not completed within " + LIMIT, e);
    }
  }

  /** Where it listens, on this machine. */
  public int port() {
    return server.actualPort();
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .timeout(LIMIT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    await(server.stop());
    await(vertx.close());
  }
}
