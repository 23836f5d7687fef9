/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What one method on one path does. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Works the answer out. Runs on the server's event loop and must not block it.
   *
   * @return the answer; fails with {@link HttpFailure} for an answer that is an error, and with
   *     anything else for a defect, which the client sees as a 500 without detail
   * @throws HttpFailure in place of a future that failed with it
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
