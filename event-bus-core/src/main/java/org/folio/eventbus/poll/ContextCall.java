/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** Lets another thread wait for work on a context. */
public final class ContextCall {

  private ContextCall() {}

  /** Starts work on the context, for a thread that waits for it. */
  static <T> CompletableFuture<T> begin(Context context, Supplier<Future<T>> action) {
    return Future.<T>future(
            promise -> context.runOnContext(run -> action.get().onComplete(promise)))
        .toCompletionStage()
        .toCompletableFuture();
  }

  /**
   * Runs work on the context and waits for it.
   *
   * @throws InterruptException if the wait is interrupted
   * @throws RuntimeException whatever the action throws
   */
  public static <T> T await(Context context, Supplier<T> action) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    context.runOnContext(
        run -> {
          try {
            answer.complete(action.get());
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
