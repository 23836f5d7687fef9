/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.SystemUser;

/** Answers as a test tells it to, and remembers what came. */
final class OkapiDouble implements AutoCloseable {

  static final SystemUser USER = new SystemUser("bus", "very secret");
  private static final long LIMIT_SECONDS = 20;

  record Seen(String path, MultiMap headers, String body) {}

  final Vertx vertx = Vertx.vertx();
  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<Consumer<HttpServerRequest>> answer =
      new AtomicReference<>(request -> request.response().setStatusCode(204).end());
  private final HttpServer server;

  OkapiDouble() {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  seen.add(
                                      new Seen(request.path(), request.headers(), body.toString()));
                                  answer.get().accept(request);
                                }))
                .listen(0));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Not completed in time", e);
    }
  }

  void answers(Consumer<HttpServerRequest> how) {
    answer.set(how);
  }

  List<Seen> seen(String path) {
    return seen.stream().filter(one -> one.path().equals(path)).toList();
  }

  OkapiSettings settings() {
    return new OkapiSettings(
        Optional.of("http://localhost:" + server.actualPort()), Optional.of(USER));
  }

  OkapiSettings settingsWithoutUser() {
    return new OkapiSettings(settings().url(), Optional.empty());
  }

  /** What mod-login answers with; the token's life is that of FOLIO. */
  static void loggedIn(HttpServerRequest request, String token) {
    List<String> cookies =
        List.of(
            "folioRefreshToken=other; Max-Age=604800; Path=/authn; Secure; HttpOnly",
            "folioAccessToken=" + token + "; Max-Age=600; Path=/; Secure; HttpOnly");
    request
        .response()
        .setStatusCode(201)
        .putHeader("Set-Cookie", cookies)
        .end("{\"accessTokenExpiration\":\"2026-03-01T10:10:00Z\"}");
  }

  /** Refuses connections from now on. */
  void stop() {
    await(server.close());
  }

  @Override
  public void close() {
    stop();
    await(vertx.close());
  }
}
