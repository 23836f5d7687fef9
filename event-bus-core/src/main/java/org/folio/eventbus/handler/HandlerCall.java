/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.time.Limit;
import org.folio.eventbus.base.time.Timeline;

/** Calls the handler of one subscription with a time limit, and classifies its failure. */
public final class HandlerCall {

  // As deep as FailureClassifier.STANDARD looks.
  private static final int DEEPEST = 20;

  private final Timeline timeline;
  private final SubscriptionPolicy policy;
  private final ReceiverWatch receiver;

  public HandlerCall(Timeline timeline, SubscriptionPolicy policy) {
    this.timeline = timeline;
    this.policy = policy;
    this.receiver = new ReceiverWatch(timeline);
  }

  /**
   * Lets an external handler apply one event. A receiver that fails or does not answer counts as an
   * outage. The event is the cause only if the receiver answers other events meanwhile.
   *
   * @return fails as {@link #run} does
   */
  public Future<Void> external(ExternalHandler handler, Event event) {
    long begun = timeline.nanoTime();
    AtomicBoolean reached = new AtomicBoolean();
    return run(
            () -> handler.reach(event).onSuccess(reached::set).mapEmpty(), Future::succeededFuture)
        .onSuccess(
            done -> {
              if (reached.get()) {
                receiver.answered(event);
              }
            })
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof HandlerFailedException failed && ofHttp(failed)
                        ? weighed(event, begun, failed)
                        : failure));
  }

  private Throwable weighed(Event event, long begun, HandlerFailedException failed) {
    if (failed.permanent()) {
      receiver.answered(event);
      return failed;
    }
    // A minute has been a longer time to pass than any retry budget.
    return receiver.blames(event, begun)
        ? new HandlerFailedException(FailureKind.PERMANENT, failed.getCause())
        : failed.getCause();
  }

  private static boolean ofHttp(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .anyMatch(
            cause -> cause instanceof HttpStatusException || cause instanceof TimeoutException);
  }

  /**
   * Calls a handler.
   *
   * @param cutOff called when the time limit is over and the handler has not ended; the result is
   *     delayed until its future completes, and nothing that the handler does meanwhile counts
   * @return fails with {@link HandlerFailedException} if the events may be the cause, and with the
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
    return new TimeoutException(
        "The handler did not finish within " + Limit.words(policy.handlerLimit()));
  }

  private static Future<Void> call(Supplier<Future<Void>> handler) {
    // Catches everything: the timer of an attempt that ended unnoticed would cut off another
    // attempt.
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
    // Not the handler's own exception.
    if (cause instanceof ReplayAbortedException || cause instanceof HandlerFailedException) {
      return cause;
    }
    FailureKind kind = policy.failures().classify(cause);
    return kind == FailureKind.OUTAGE ? cause : new HandlerFailedException(kind, cause);
  }
}
