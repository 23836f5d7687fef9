/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Completes a shared answer for each caller on the caller's own context. */
public final class CallersContext {

  private CallersContext() {}

  /** The same answer, on the caller's context instead of that of the first caller. */
  public static <T> Future<T> of(Future<T> future) {
    Context context = Vertx.currentContext();
    if (context == null || future.isComplete()) {
      return future;
    }
    Promise<T> promise = Promise.promise();
    future.onComplete(
        value -> context.runOnContext(run -> promise.complete(value)),
        failure -> context.runOnContext(run -> promise.fail(failure)));
    return promise.future();
  }
}
