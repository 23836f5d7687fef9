/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.folio.eventbus.okapi.call.BodyParts;

/**
 * Reads the body of a request before its route runs. The bytes count against a budget until the
 * response is sent. Bytes beyond a limit are read and dropped, so that the client can read the
 * error response.
 */
public final class WholeBody implements Handler<RoutingContext> {

  private static final String KEY = WholeBody.class.getName();

  // Bodies are gone within milliseconds unless their clients stall.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final ServerLimits limits;
  private final BodyBudget budget;

  public WholeBody(Vertx vertx, ServerLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.budget = new BodyBudget(limits.allBodyBytes());
  }

  /** The body that was read; empty if the request has none. */
  public static Buffer of(RoutingContext ctx) {
    return ctx.get(KEY);
  }

  @Override
  public void handle(RoutingContext ctx) {
    MultiMap headers = ctx.request().headers();
    if (headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      new Reading(ctx).begin();
    } else {
      ctx.put(KEY, Buffer.buffer());
      ctx.next();
    }
  }

  private final class Reading {
    private final RoutingContext ctx;
    private final HttpServerRequest request;
    private final BodyParts body = new BodyParts();
    private boolean over;
    private long timer;

    Reading(RoutingContext ctx) {
      this.ctx = ctx;
      this.request = ctx.request();
    }

    void begin() {
      timer = vertx.setTimer(limits.body().toMillis(), late -> tooSlow());
      ctx.addEndHandler(ended -> release());
      request.exceptionHandler(
          broken ->
              refuse(
                  HttpFailure.text(
                      400,
                      "The body cannot be read: its chunks are wrong, or the connection ended")));
      request.handler(this::take);
      request.endHandler(end -> done());
    }

    private void take(Buffer part) {
      if (over) {
        return;
      }
      if (body.length() + part.length() > limits.bodyBytes()) {
        over = true;
        vertx.cancelTimer(timer);
        ctx.fail(413);
      } else if (budget.take(part.length())) {
        body.add(part);
      } else {
        refuse(
            HttpFailure.later(
                503,
                PAUSE,
                "The bodies of other requests fill the memory that is meant for them; send the request again"));
      }
    }

    private void done() {
      if (!over) {
        over = true;
        vertx.cancelTimer(timer);
        ctx.put(KEY, body.whole());
        ctx.next();
      }
    }

    private void tooSlow() {
      refuse(
          HttpFailure.text(
              408, "The body did not come within %s s".formatted(limits.body().toSeconds())));
    }

    private void refuse(HttpFailure why) {
      if (!over) {
        over = true;
        vertx.cancelTimer(timer);
        ctx.fail(why);
      }
    }

    private void release() {
      over = true;
      vertx.cancelTimer(timer);
      budget.giveBack(body.length());
      body.clear();
    }
  }
}
