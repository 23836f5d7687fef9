/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls other modules through Okapi on behalf of the current request: to its address, with its
 * tenant, token and request id. May be used from any thread.
 */
public final class OkapiClient implements AutoCloseable {

  private final WebClient client;
  private final OkapiTimeouts timeouts;

  /** A client with the default timeouts. */
  public OkapiClient(Vertx vertx) {
    this(vertx, OkapiTimeouts.DEFAULT);
  }

  /** A client with the given timeouts. */
  public OkapiClient(Vertx vertx, OkapiTimeouts timeouts) {
    this(
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()))
                // A redirect would carry the token to an address that nobody checked.
                .setFollowRedirects(false)),
        timeouts);
  }

  private OkapiClient(WebClient client, OkapiTimeouts timeouts) {
    this.client = client;
    this.timeouts = timeouts;
  }

  /** The same client, waiting for answers as long as given; closed together with this one. */
  public OkapiClient answeredWithin(Duration limit) {
    return new OkapiClient(client, new OkapiTimeouts(timeouts.connect(), limit));
  }

  /**
   * Reads a JSON object that has to exist.
   *
   * @param path from the first slash on, query included and encoded
   * @return fails with {@link OkapiException}, also for 404, and with {@link HttpFailure} 400 if
   *     the request names no address of Okapi
   */
  public Future<JsonObject> get(OkapiRequest request, String path) {
    return send(request, path).compose(response -> success(path, response));
  }

  /**
   * Reads a JSON object that may be missing.
   *
   * @param path from the first slash on, query included and encoded
   * @return empty for 404; fails as {@link #get} does for everything else
   */
  public Future<Optional<JsonObject>> find(OkapiRequest request, String path) {
    return send(request, path)
        .compose(
            response ->
                response.statusCode() == 404
                    ? Future.succeededFuture(Optional.empty())
                    : success(path, response).map(Optional::of));
  }

  @Override
  public void close() {
    client.close();
  }

  private Future<HttpResponse<Buffer>> send(OkapiRequest request, String path) {
    String base = request.url();
    if (base == null || base.isBlank()) {
      return Future.failedFuture(
          HttpFailure.text(
              400, "Header " + OkapiHeaders.URL + " must be set; Okapi adds it to every request"));
    }
    if (!isAddress(base.strip())) {
      return Future.failedFuture(
          HttpFailure.text(400, "Header " + OkapiHeaders.URL + " is not an address"));
    }
    HttpRequest<Buffer> call =
        client.requestAbs(HttpMethod.GET, base.strip().replaceAll("/+$", "") + path);
    addHeaders(call, request);
    return call.timeout(timeouts.answer().toMillis())
        .send()
        .recover(failure -> Future.failedFuture(explained(called(path), failure)));
  }

  private OkapiException explained(String call, Throwable failure) {
    return failure instanceof TimeoutException
        ? OkapiException.late(call, timeouts.answer().toMillis())
        : OkapiException.unreachable(call, failure);
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void addHeaders(HttpRequest<Buffer> call, OkapiRequest request) {
    call.putHeader("Accept", Answer.JSON);
    call.putHeader(OkapiHeaders.TENANT, request.tenant().value());
    put(call, OkapiHeaders.URL, request.url());
    put(call, OkapiHeaders.TOKEN, request.token());
    put(call, OkapiHeaders.REQUEST_ID, request.requestId());
    put(call, OkapiHeaders.USER_ID, request.userId());
  }

  private static void put(HttpRequest<Buffer> call, String name, @Nullable String value) {
    if (value != null) {
      call.putHeader(name, value);
    }
  }

  private static Future<JsonObject> success(String path, HttpResponse<Buffer> response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(OkapiException.answered(called(path), response.statusCode()));
    }
    try {
      JsonObject body = response.bodyAsJsonObject();
      return body == null
          ? Future.failedFuture(
              OkapiException.unreadable(called(path), 200, new DecodeException("Empty body")))
          : Future.succeededFuture(body);
    } catch (DecodeException | ClassCastException e) {
      return Future.failedFuture(OkapiException.unreadable(called(path), 200, e));
    }
  }

  // Ids and queries in a path may be personal; the interface is enough to know who failed.
  private static String called(String path) {
    String[] segments = path.split("[/?]", 3);
    return "GET /" + (segments.length > 1 ? segments[1] : "");
  }
}
