/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The operation of one method on one path. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Computes the response. Runs on the server's event loop and must not block it.
   *
   * @return the response; fails with {@link HttpFailure} for an error response, and with anything
   *     else for a defect, which the client sees as a 500 without detail
   * @throws HttpFailure instead of a future that failed with it
   */
  Future<Answer> answer(RoutingContext ctx);

  /** The endpoint as a handler of Vert.x Web. */
  static Handler<RoutingContext> handler(Endpoint endpoint) {
    return ctx -> {
      ctx.put(FailureAnswers.ROUTE, ctx.currentRoute().getPath());
      endpoint
          .answer(ctx)
          .onComplete(
              result -> {
                if (result.succeeded()) {
                  result.result().send(ctx);
                } else {
                  ctx.fail(result.cause());
                }
              });
    };
  }
}
