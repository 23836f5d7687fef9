/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.call.LongReplyException;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.WholeBody;
import org.jspecify.annotations.Nullable;

/**
 * The mod-pubsub behind the bridge. It is called at its own address: Okapi routes a tenant's
 * requests to one of both. Safe for use by several threads.
 */
public final class ModPubSub {

  // Publishers wait for it; more would be more than mod-pubsub has connections to its database.
  private static final int CONNECTIONS = 20;

  // Its history has no paging. Some 40,000 messages; the smallest heap holds them besides all else.
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int MOST_BYTES = 16 * MEBIBYTE;

  private static final String TEXT = "text/plain";

  // What a module on RAML Module Builder reads of a request.
  private static final List<String> PASSED_ON =
      List.of(
          OkapiHeaders.TENANT,
          OkapiHeaders.TOKEN,
          OkapiHeaders.URL,
          OkapiHeaders.REQUEST_ID,
          OkapiHeaders.USER_ID,
          OkapiHeaders.PERMISSIONS,
          "Content-Type",
          "Accept");

  private final Vertx vertx;
  private final Optional<String> address;
  private final ModuleCalls calls;

  /**
   * A client.
   *
   * @param address empty if there is no such module; then every call is refused
   */
  public ModPubSub(Vertx vertx, Optional<String> address) {
    this.vertx = vertx;
    this.address = address;
    this.calls = new ModuleCalls(vertx, OkapiTimeouts.DEFAULT_CONNECT, CONNECTIONS, MOST_BYTES);
  }

  /** Whether there is one. */
  public boolean exists() {
    return address.isPresent();
  }

  /** Hands a request on, and answers as mod-pubsub does. */
  public Future<Answer> forward(RoutingContext ctx) {
    Map<String, String> headers = new HashMap<>();
    PASSED_ON.forEach(name -> put(headers, name, ctx.request().getHeader(name)));
    Buffer body = WholeBody.of(ctx);
    // The request's URI may name another host.
    String query = ctx.request().query();
    String target = ctx.request().path() + (query == null ? "" : "?" + query);
    return send(ctx.request().method(), target, headers, body.length() == 0 ? null : body)
        .map(ModPubSub::answer);
  }

  /**
   * Reads a JSON object on behalf of a request.
   *
   * @param path with its encoded query
   */
  Future<JsonObject> get(OkapiRequest request, String path) {
    return read(request, path, JsonObject::new);
  }

  /**
   * Reads JSON on behalf of a request.
   *
   * @param path with its encoded query
   * @param reading called on a worker, because an answer may be long; throws {@link
   *     DecodeException} if it is not JSON
   */
  <T> Future<T> read(OkapiRequest request, String path, Function<Buffer, T> reading) {
    return send(HttpMethod.GET, path, headers(request), null)
        .compose(
            reply ->
                reply.status() == 200
                    ? vertx.executeBlocking(() -> reading.apply(reply.body()), false)
                    : Future.failedFuture(refused(path, reply)))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof DecodeException
                        ? HttpFailure.text(
                            502,
                            "mod-pubsub answered GET " + path + " with a body that is not JSON",
                            failure)
                        : failure));
  }

  /**
   * Deletes something on behalf of a request.
   *
   * @param accepted the statuses after which nothing remains to be done
   */
  Future<Void> delete(OkapiRequest request, String path, Set<Integer> accepted) {
    return send(HttpMethod.DELETE, path, headers(request), null)
        .map(
            reply -> {
              if (!accepted.contains(reply.status())) {
                throw refused(path, reply);
              }
              return null;
            });
  }

  /** Posts a JSON object on behalf of a request. */
  Future<Void> post(OkapiRequest request, String path, JsonObject body) {
    Map<String, String> headers = headers(request);
    headers.put("Content-Type", Answer.JSON);
    return send(HttpMethod.POST, path, headers, body.toBuffer())
        .map(
            reply -> {
              if (reply.status() != 201) {
                throw refused(path, reply);
              }
              return null;
            });
  }

  private Future<ModuleReply> send(
      HttpMethod method, String target, Map<String, String> headers, @Nullable Buffer body) {
    if (address.isEmpty()) {
      return Future.failedFuture(
          HttpFailure.text(400, "There is no mod-pubsub behind the bridge; set MOD_PUBSUB_URL"));
    }
    return calls
        .send(method, address.get() + target, headers, body, OkapiTimeouts.DEFAULT.answer())
        .recover(
            failure ->
                Future.failedFuture(
                    HttpFailure.text(
                        502,
                        failure instanceof LongReplyException
                            ? "mod-pubsub's answer is longer than %s MiB; ask for a shorter time"
                                .formatted(MOST_BYTES / MEBIBYTE)
                            : "mod-pubsub behind the bridge does not answer",
                        failure)));
  }

  private static HttpFailure refused(String path, ModuleReply reply) {
    return HttpFailure.text(
        502,
        "mod-pubsub answered %s with status %s"
            .formatted(path.replaceAll("\\?.*", ""), reply.status()));
  }

  private static Map<String, String> headers(OkapiRequest request) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json, text/plain");
    headers.put(OkapiHeaders.TENANT, request.tenant().value());
    put(headers, OkapiHeaders.URL, request.url());
    put(headers, OkapiHeaders.TOKEN, request.token());
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static Answer answer(ModuleReply reply) {
    String type = reply.header(HttpHeaders.CONTENT_TYPE.toString());
    return reply.body().length() == 0
        ? new Answer(reply.status(), null, null, null)
        : new Answer(reply.status(), type == null ? TEXT : type, reply.body().toString(), null);
  }
}
