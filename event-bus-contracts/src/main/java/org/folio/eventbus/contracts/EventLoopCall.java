/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of a handler on an event loop, and whether it blocked the loop.
 *
 * @param result the future that the call returned
 * @param waited how often the thread waited for another one, or slept, before the call returned
 */
record EventLoopCall(Future<Void> result, long waited) {

  /**
   * Calls on the context and returns when the call has returned; otherwise fails with the thread's
   * stack.
   */
  static EventLoopCall of(Context context, Supplier<Future<Void>> call, Duration limit) {
    CompletableFuture<EventLoopCall> done = new CompletableFuture<>();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    context.runOnContext(
        run -> {
          thread.complete(Thread.currentThread());
          long before = waits();
          try {
            Future<Void> result = call.get();
            done.complete(new EventLoopCall(result, waits() - before));
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    try {
      return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "handle() has not returned within %s and blocks the event loop:%n%s"
              .formatted(limit, stack(thread.getNow(Thread.currentThread()))),
          e);
    } catch (ExecutionException e) {
      throw new AssertionError(
          "handle() threw instead of returning a failed future: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static long waits() {
    return ManagementFactory.getThreadMXBean()
        .getThreadInfo(Thread.currentThread().getId())
        .getWaitedCount();
  }

  private static String stack(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .map(frame -> "    " + frame)
        .collect(Collectors.joining("\n"));
  }
}
