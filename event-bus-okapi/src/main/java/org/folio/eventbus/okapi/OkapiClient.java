/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.okapi.call.GatewayAnswer;
import org.folio.eventbus.okapi.call.LongReplyException;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * Calls other modules through Okapi on behalf of the current request: with its address, tenant,
 * token and request id. Safe for use by several threads.
 */
public final class OkapiClient implements AutoCloseable {

  // Vert.x' own default; a view of one patron causes a handful of calls.
  private static final int CONNECTIONS = 5;

  // A page of a thousand loans has some 2 MiB.
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final ModuleCalls calls;
  private final OkapiTimeouts timeouts;
  private final OkapiSettings okapi;

  /**
   * A client with the default timeouts.
   *
   * @param okapi determines the called address, see {@link OkapiSettings#address}
   */
  public OkapiClient(Vertx vertx, OkapiSettings okapi) {
    this(vertx, okapi, OkapiTimeouts.DEFAULT);
  }

  /** A client with the given timeouts. */
  public OkapiClient(Vertx vertx, OkapiSettings okapi, OkapiTimeouts timeouts) {
    this(new ModuleCalls(vertx, timeouts.connect(), CONNECTIONS, MOST_BYTES), okapi, timeouts);
  }

  private OkapiClient(ModuleCalls calls, OkapiSettings okapi, OkapiTimeouts timeouts) {
    this.calls = calls;
    this.okapi = okapi;
    this.timeouts = timeouts;
  }

  /** The same client with another limit for answers; closed together with this one. */
  public OkapiClient answeredWithin(Duration limit) {
    return new OkapiClient(calls, okapi, new OkapiTimeouts(timeouts.connect(), limit));
  }

  /**
   * Reads a JSON object that must exist.
   *
   * @param path from the first slash on, with the encoded query
   * @return fails with {@link OkapiException}, also for 404, and with {@link HttpFailure} 400 if
   *     the request names no valid address of Okapi
   */
  public Future<JsonObject> get(OkapiRequest request, String path) {
    return send(request, path).compose(reply -> success(path, reply));
  }

  /**
   * Reads a JSON object that may be missing.
   *
   * @param path from the first slash on, with the encoded query
   * @return empty for 404, unless a gateway answers that the module is away; fails as {@link #get}
   *     does for everything else
   */
  public Future<Optional<JsonObject>> find(OkapiRequest request, String path) {
    return send(request, path)
        .compose(
            reply ->
                reply.status() == 404 && !GatewayAnswer.isOutage(reply)
                    ? Future.succeededFuture(Optional.empty())
                    : success(path, reply).map(Optional::of));
  }

  @Override
  public void close() {
    calls.close();
  }

  private Future<ModuleReply> send(OkapiRequest request, String path) {
    return Future.succeededFuture()
        .compose(
            begun -> {
              String address =
                  okapi
                      .address(request.url())
                      .orElseThrow(
                          () ->
                              HttpFailure.text(
                                  400,
                                  "Header %s must be set; Okapi adds it to every request"
                                      .formatted(OkapiHeaders.URL)));
              return calls
                  .send(
                      HttpMethod.GET,
                      address + path,
                      headers(request, address),
                      null,
                      timeouts.answer())
                  .recover(failure -> Future.failedFuture(explained(called(path), failure)));
            });
  }

  private OkapiException explained(String call, Throwable failure) {
    if (failure instanceof TimeoutException) {
      return OkapiException.late(call, timeouts.answer().toMillis());
    }
    return failure instanceof LongReplyException
        ? OkapiException.tooLong(call, failure)
        : OkapiException.unreachable(call, failure);
  }

  private static Map<String, String> headers(OkapiRequest request, String address) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", Answer.JSON);
    headers.put(OkapiHeaders.TENANT, request.tenant().value());
    headers.put(OkapiHeaders.URL, address);
    put(headers, OkapiHeaders.TOKEN, request.token());
    put(headers, OkapiHeaders.REQUEST_ID, request.requestId());
    put(headers, OkapiHeaders.USER_ID, request.userId());
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static Future<JsonObject> success(String path, ModuleReply reply) {
    if (reply.status() != 200) {
      return Future.failedFuture(OkapiException.answered(called(path), reply.status()));
    }
    try {
      return Future.succeededFuture(reply.json());
    } catch (DecodeException e) {
      return Future.failedFuture(OkapiException.unreadable(called(path), 200, e));
    }
  }

  // Ids and queries in a path may be personal; the interface is enough to identify the failing
  // module.
  private static String called(String path) {
    String[] segments = path.split("[/?]", 3);
    return "GET /" + (segments.length > 1 ? segments[1] : "");
  }
}
