/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.time.Timeline;

/** Calls a handler, for a limited time, and tells what its failure means. */
final class HandlerCall {

  private final Timeline timeline;
  private final SubscriptionPolicy policy;

  HandlerCall(Timeline timeline, SubscriptionPolicy policy) {
    this.timeline = timeline;
    this.policy = policy;
  }

  /**
   * Lets the handler work.
   *
   * @param cutOff called when the time is over and the handler has not ended
   * @return fails with {@link HandlerFailedException} if the events may be the reason, with the
   *     handler's own exception if they are not
   */
  Future<Void> run(Supplier<Future<Void>> handler, Runnable cutOff) {
    Promise<Void> limited = Promise.promise();
    Runnable cancel =
        timeline.after(
            policy.handlerLimit(),
            () -> {
              if (limited.tryFail(
                  new TimeoutException(
                      "The handler did not finish within " + policy.handlerLimit()))) {
                cutOff.run();
              }
            });
    call(handler)
        .onComplete(
            done -> {
              cancel.run();
              if (done.succeeded()) {
                limited.tryComplete();
              } else {
                limited.tryFail(done.cause());
              }
            });
    return limited.future().recover(cause -> Future.failedFuture(understood(cause)));
  }

  private static Future<Void> call(Supplier<Future<Void>> handler) {
    try {
      return handler.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Throwable understood(Throwable cause) {
    // Not the handler's own, and no event is the reason.
    if (cause instanceof ReplayAbortedException) {
      return cause;
    }
    FailureKind kind = policy.failures().classify(cause);
    return kind == FailureKind.OUTAGE ? cause : new HandlerFailedException(kind, cause);
  }
}
