/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that publish streams in place of the bridge. A stream has one publishing module,
 * which numbers the events of each key; where an adapter is that module, the bridge gives it the
 * events.
 */
public final class StreamOwners {

  private static final int CREATED = 201;
  private static final int INVALID = 422;
  private static final int CONNECTIONS = 50;
  private static final int MOST_BYTES = 1024 * 1024;

  private final Map<String, String> paths;
  private final String okapi;
  private final ModuleCalls calls;

  /**
   * Owners behind Okapi.
   *
   * @param paths where the owner of a stream takes events; without the streams of the bridge
   */
  public StreamOwners(Vertx vertx, OkapiSettings okapi, Map<String, String> paths) {
    this.paths = Map.copyOf(paths);
    this.okapi = okapi.url().orElseThrow();
    this.calls = new ModuleCalls(vertx, OkapiTimeouts.DEFAULT_CONNECT, CONNECTIONS, MOST_BYTES);
  }

  /** The path of the owner of a stream; empty if the bridge publishes it. */
  Optional<String> path(String stream) {
    return Optional.ofNullable(paths.get(stream));
  }

  /**
   * Publishes an event at an adapter, on behalf of a request. Repeatable: the event has an id.
   *
   * @return completes when the adapter has committed it; fails with {@link HttpFailure}
   */
  Future<Void> publish(
      OkapiRequest request, String path, PubSubEvent event, BridgeStreams.Carried carried) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", Answer.JSON);
    headers.put("Content-Type", Answer.JSON);
    headers.put(OkapiHeaders.TENANT, request.tenant().value());
    headers.put(OkapiHeaders.URL, okapi);
    put(headers, OkapiHeaders.TOKEN, request.token());
    put(headers, OkapiHeaders.REQUEST_ID, request.requestId());
    put(headers, OkapiHeaders.USER_ID, request.userId());
    JsonObject body =
        new JsonObject()
            .put("id", event.id().toString())
            .put("type", carried.type())
            .put("payload", carried.payload());
    return calls
        .send(
            HttpMethod.POST, okapi + path, headers, body.toBuffer(), OkapiTimeouts.DEFAULT.answer())
        .recover(
            failure ->
                Future.failedFuture(
                    HttpFailure.text(
                        503, "POST " + path + " is not answered; publish again later", failure)))
        .map(reply -> committed(path, reply));
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static Void committed(String path, ModuleReply reply) {
    if (reply.status() == INVALID) {
      throw HttpFailure.text(
          INVALID, "The adapter of the stream refuses the payload: " + reply.body());
    }
    if (reply.status() != CREATED) {
      throw HttpFailure.text(
          503,
          "POST %s was answered with status %s; publish again later"
              .formatted(path, reply.status()));
    }
    return null;
  }
}
