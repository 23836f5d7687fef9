/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.http.Connections;
import org.folio.eventbus.okapi.http.FailureAnswers;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.HttpPort;
import org.folio.eventbus.okapi.http.RequestTarget;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.ServerLimits;
import org.folio.eventbus.okapi.http.WholeBody;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of a module. Start it once; safe for use by several threads.
 *
 * <p>Every failure has one response: {@link HttpFailure} its own, an unknown path 404, a known path
 * with another method 405, a body beyond the limit 413, and everything unexpected 500 with a fixed
 * sentence.
 */
public final class ModuleServer {

  // Nearly every request is answered within milliseconds; streams of events continue on another
  // instance.
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

  // Below the precision that a limit in seconds needs.
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Pattern VARIABLE = Pattern.compile(":(\\w+)");

  private final Vertx vertx;
  private final int port;
  private final ServerLimits limits;
  private final List<RouteGroup> groups;
  private final Router router;
  private final Connections connections;
  private volatile @Nullable HttpServer server;
  private volatile long watch;

  /** A server with the default limits. */
  public ModuleServer(Vertx vertx, int port, List<RouteGroup> groups) {
    this(vertx, port, ServerLimits.DEFAULT, groups);
  }

  /**
   * A server that does not listen yet.
   *
   * @param port 1 to 65535, or 0 to let the system choose, see {@link #actualPort()}
   * @param groups their routes are added in this order
   * @throws IllegalArgumentException if the port is out of range
   */
  public ModuleServer(Vertx vertx, int port, ServerLimits limits, List<RouteGroup> groups) {
    if (port < 0 || port > HttpPort.HIGHEST) {
      throw new IllegalArgumentException(
          "Port " + port + " is out of range; set the system property http.port to 1 to 65535");
    }
    this.vertx = vertx;
    this.port = port;
    this.limits = limits;
    this.groups = List.copyOf(groups);
    this.connections = new Connections(limits, System::nanoTime);
    this.router = router();
  }

  /**
   * Starts to listen.
   *
   * @return completes when requests are accepted; fails with {@link IllegalStateException} if the
   *     port is taken
   */
  public Future<Void> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(port)
            .setReceiveBufferSize(ModuleCalls.RECEIVE_BYTES)
            // Okapi speaks HTTP/1.1, and the limits below do not hold for HTTP/2.
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true)
            .setMaxInitialLineLength(limits.uriBytes())
            .setMaxHeaderSize(limits.headerBytes());
    return vertx
        .createHttpServer(options)
        .connectionHandler(connections::opened)
        .requestHandler(router)
        .listen()
        .recover(failure -> Future.failedFuture(explained(failure)))
        .map(
            listening -> {
              server = listening;
              watch = vertx.setPeriodic(LOOK.toMillis(), tick -> connections.closeLate());
              return null;
            });
  }

  /**
   * Stops listening, waits some seconds for requests in progress, and closes the connections.
   * Harmless before {@link #start()}.
   */
  public Future<Void> stop() {
    HttpServer listening = server;
    if (listening == null) {
      return Future.succeededFuture();
    }
    return listening
        .shutdown(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(stopped -> vertx.cancelTimer(watch));
  }

  /**
   * The port that the server listens on.
   *
   * @throws IllegalStateException before {@link #start()} has completed
   */
  public int actualPort() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("The HTTP server has not been started");
    }
    return listening.actualPort();
  }

  /**
   * The endpoints in the form of a descriptor: a method and a path with variables in braces, for
   * example {@code GET /event-bus/events/{id}}; sorted.
   */
  public SortedSet<String> endpoints() {
    SortedSet<String> endpoints = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() != null) {
        String path = VARIABLE.matcher(route.getPath()).replaceAll("{$1}");
        route.methods().forEach(method -> endpoints.add(method.name() + " " + path));
      }
    }
    return endpoints;
  }

  private Router router() {
    Router router = Router.router(vertx);
    FailureAnswers failures = new FailureAnswers(limits);
    failures.mount(router);
    router.route().handler(this::receive);
    groups.forEach(group -> group.mountStreams(router));
    router.route().handler(new WholeBody(vertx, limits));
    groups.forEach(group -> group.mount(router));
    return router;
  }

  private void receive(RoutingContext ctx) {
    HttpConnection connection = ctx.request().connection();
    connections.asked(connection);
    ctx.addEndHandler(ended -> connections.answered(connection));
    if (RequestTarget.isReadable(ctx.request().uri())) {
      ctx.next();
    } else {
      ctx.fail(400);
    }
  }

  private Throwable explained(Throwable failure) {
    if (failure instanceof BindException) {
      return new IllegalStateException(
          "Port "
              + port
              + " is taken or not allowed; stop the other process"
              + " or choose another port with the system property http.port",
          failure);
    }
    return failure;
  }
}
