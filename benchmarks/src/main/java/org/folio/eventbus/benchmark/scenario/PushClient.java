/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends check-outs by HTTP, each in a request of its own. */
final class PushClient {

  static final String TYPE = "ITEM_CHECKED_OUT";
  static final String PUBLISHER = "mod-circulation-24.5.1";

  /** Connections: the request threads of a few busy modules. */
  static final int CLIENTS = 32;

  private static final int LONGEST_SECONDS = 600;
  private static final int ACCEPTED = 204;
  private static final String DUE = "2026-03-15T22:59:59.000+00:00";

  private final Vertx vertx;
  private final HttpClient http;

  PushClient(Vertx vertx) {
    this.vertx = vertx;
    this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CLIENTS));
  }

  /** Where events are sent, and in which form. */
  enum Target {
    /** To the bridge, as mod-pubsub-client does. */
    BRIDGE {
      @Override
      String path() {
        return "/pubsub/publish?";
      }

      @Override
      JsonObject body(Pushes pushes, int number) {
        return new JsonObject()
            .put("id", pushes.id(number).toString())
            .put("eventType", TYPE)
            .put(
                "eventMetadata",
                new JsonObject()
                    .put("tenantId", "diku")
                    .put("eventTTL", 1)
                    .put("publishedBy", PUBLISHER))
            .put("eventPayload", payload(pushes, number).encode());
      }
    },
    /** To the subscriber, as mod-pubsub and the bridge do. */
    SUBSCRIBER {
      @Override
      String path() {
        return Subscriber.CALLBACK;
      }

      @Override
      JsonObject body(Pushes pushes, int number) {
        return payload(pushes, number);
      }
    };

    abstract String path();

    abstract JsonObject body(Pushes pushes, int number);

    private static JsonObject payload(Pushes pushes, int number) {
      return new JsonObject()
          .put("userId", pushes.patron(number).toString())
          .put("loanId", pushes.id(number).toString())
          .put("dueDate", DUE);
    }
  }

  /** Each client sends its next event when its last one is accepted; returns at the end. */
  void atFullSpeed(Pushes pushes, Target target, int port) {
    List<Future<Void>> all = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Promise<Void> end = Promise.promise();
      next(pushes, client, target, port, end);
      all.add(end.future());
    }
    await(Future.all(all));
  }

  private void next(Pushes pushes, int number, Target target, int port, Promise<Void> end) {
    if (number >= pushes.size()) {
      end.complete();
      return;
    }
    send(pushes, number, target, port)
        .onComplete(sent -> next(pushes, number + CLIENTS, target, port, end), end::fail);
  }

  /** Sends an event at each tick, whatever became of the others; returns at the end. */
  void atRate(Pushes pushes, Target target, int port, int aSecond) {
    List<Promise<Void>> all = new ArrayList<>();
    for (int i = 0; i < pushes.size(); i++) {
      all.add(Promise.promise());
    }
    int[] number = {0};
    vertx.setPeriodic(
        TimeUnit.SECONDS.toMillis(1) / aSecond,
        timer -> {
          int next = number[0]++;
          send(pushes, next, target, port).onComplete(all.get(next));
          if (number[0] == pushes.size()) {
            vertx.cancelTimer(timer);
          }
        });
    await(Future.all(all.stream().map(Promise::future).toList()));
  }

  private Future<Void> send(Pushes pushes, int number, Target target, int port) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(target.path())
            .putHeader("X-Okapi-Tenant", "diku")
            .putHeader("Content-Type", "application/json")
            .putHeader(Subscriber.EVENT_ID, pushes.id(number).toString());
    String body = target.body(pushes, number).encode();
    pushes.sent(number);
    return http.request(options)
        .compose(request -> request.send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        text ->
                            answer.statusCode() == ACCEPTED
                                ? Future.<Void>succeededFuture()
                                : Future.failedFuture(
                                    target.path() + ": " + answer.statusCode() + " " + text)));
  }

  private static void await(Future<?> future) {
    try {
      future.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Not all events were accepted", e);
    }
  }
}
