/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request.
 *
 * @param status HTTP status
 * @param contentType null if there is no body
 * @param body null if there is none
 * @param location the {@code Location} header, or null
 * @param retryAfter seconds, the {@code Retry-After} header, or null
 */
public record Answer(
    int status,
    @Nullable String contentType,
    @Nullable String body,
    @Nullable String location,
    @Nullable Long retryAfter) {

  /** The media type that this library reads and writes. */
  public static final String JSON = "application/json";

  private static final String RETRY_AFTER = "Retry-After";
  private static final String TEXT = "text/plain";

  /** A response without {@code Retry-After}. */
  public Answer(
      int status, @Nullable String contentType, @Nullable String body, @Nullable String location) {
    this(status, contentType, body, location, null);
  }

  /** A JSON object. */
  public static Answer json(int status, JsonObject body) {
    return new Answer(status, JSON, body.encode(), null);
  }

  /** Any JSON value, for example a bare string. */
  public static Answer jsonValue(int status, Object body) {
    return new Answer(status, JSON, Json.encode(body), null);
  }

  /** 201 with the stored object. */
  public static Answer created(JsonObject body, String location) {
    return new Answer(201, JSON, body.encode(), location);
  }

  /** A plain sentence. */
  public static Answer text(int status, String sentence) {
    return new Answer(status, TEXT, sentence, null);
  }

  /** 202: work continues after the response. */
  public static Answer accepted() {
    return new Answer(202, null, null, null);
  }

  /** 204. */
  public static Answer noContent() {
    return new Answer(204, null, null, null);
  }

  /** The same response with {@code Retry-After}; fractions of a second are rounded up. */
  public Answer retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    return new Answer(status, contentType, body, location, seconds);
  }

  public void send(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    // If the client disconnected, or a failure followed the head, no response is possible.
    if (response.closed() || response.headWritten()) {
      return;
    }
    response.setStatusCode(status);
    if (location != null) {
      response.putHeader(HttpHeaders.LOCATION, location);
    }
    if (retryAfter != null) {
      response.putHeader(RETRY_AFTER, Long.toString(retryAfter));
    }
    if (body == null || contentType == null) {
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(Buffer.buffer(body));
    }
  }
}
