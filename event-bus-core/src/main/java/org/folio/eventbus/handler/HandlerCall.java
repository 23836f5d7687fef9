/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.time.Timeline;

/** Calls a handler, for a limited time, and tells what its failure means. */
public final class HandlerCall {

  private final Timeline timeline;
  private final SubscriptionPolicy policy;

  public HandlerCall(Timeline timeline, SubscriptionPolicy policy) {
    this.timeline = timeline;
    this.policy = policy;
  }

  /** Lets a handler work that has nothing of the bus to be cut off from. */
  public Future<Void> run(Supplier<Future<Void>> handler) {
    return run(handler, Future::succeededFuture);
  }

  /**
   * Lets a handler work.
   *
   * @param cutOff called when the time is over and the handler has not ended; nothing is told
   *     before its future has ended, and whatever the handler does meanwhile counts no more
   * @return fails with {@link HandlerFailedException} if the events may be the reason, with the
   *     handler's own exception if they are not
   */
  public Future<Void> run(Supplier<Future<Void>> handler, Supplier<Future<Void>> cutOff) {
    Promise<Void> result = Promise.promise();
    AtomicBoolean decided = new AtomicBoolean();
    Runnable cancel =
        timeline.after(
            policy.handlerLimit(),
            () -> {
              if (decided.compareAndSet(false, true)) {
                cutOff.get().onComplete(isCutOff -> result.fail(overdue()));
              }
            });
    call(handler)
        .onComplete(
            done -> {
              if (decided.compareAndSet(false, true)) {
                cancel.run();
                result.handle(done);
              }
            });
    return result.future().recover(cause -> Future.failedFuture(understood(cause)));
  }

  private TimeoutException overdue() {
    return new TimeoutException("The handler did not finish within " + policy.handlerLimit());
  }

  private static Future<Void> call(Supplier<Future<Void>> handler) {
    // Whatever it throws: the timer of an attempt that ended unseen would cut off another one.
    try {
      Future<Void> handled = handler.get();
      return handled == null
          ? Future.failedFuture(
              HandlerFailedException.because(
                  "the handler returned null; it must return a future that completes when all its work is done"))
          : handled;
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private Throwable understood(Throwable cause) {
    // Not the handler's own.
    if (cause instanceof ReplayAbortedException || cause instanceof HandlerFailedException) {
      return cause;
    }
    FailureKind kind = policy.failures().classify(cause);
    return kind == FailureKind.OUTAGE ? cause : new HandlerFailedException(kind, cause);
  }
}
