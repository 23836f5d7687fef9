/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.folio.eventbus.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a poll loop running: begins another one when it ended unexpectedly, and stops it for a
 * while when nobody may read. Used on one context only.
 */
final class RunningLoop {

  private static final Logger LOG = LoggerFactory.getLogger(RunningLoop.class);

  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Context context;
  private final String name;
  private final Supplier<PollLoop> loops;
  private final Consumer<String> failed;
  private final Runnable over;
  private final Promise<Void> ended = Promise.promise();
  private Set<String> topics = Set.of();
  private @Nullable PollLoop loop;
  private @Nullable Promise<Void> stopped;
  private @Nullable String failure;
  private boolean closing;

  /**
   * Runs nothing before {@link #start}.
   *
   * @param name the subscription
   * @param loops makes a loop with a consumer of its own
   * @param failed hears why a loop ended unexpectedly
   * @param over called when a loop has ended, for whatever reason
   */
  RunningLoop(
      Context context,
      String name,
      Supplier<PollLoop> loops,
      Consumer<String> failed,
      Runnable over) {
    this.vertx = context.owner();
    this.context = context;
    this.name = name;
    this.loops = loops;
    this.failed = failed;
    this.over = over;
  }

  /** The loop that runs, or null. */
  @Nullable PollLoop loop() {
    return loop;
  }

  /** Why it stopped unexpectedly and has not begun again; null if it runs. */
  @Nullable String failure() {
    return failure;
  }

  /** What is to be read. */
  Set<String> topics() {
    return topics;
  }

  /** Asks for a rebalance, if anything is read at the moment. */
  void divideAnew() {
    if (loop != null) {
      loop.divideAnew();
    }
  }

  /** Changes what is read, from the next poll on. */
  void read(Set<String> wanted) {
    topics = wanted;
    if (loop != null) {
      loop.read(wanted);
    }
  }

  void start() {
    if (closing) {
      ended.tryComplete();
      return;
    }
    if (stopped != null || loop != null) {
      return;
    }
    PollLoop begun;
    try {
      begun = loops.get();
    } catch (KafkaException e) {
      // For example a host name that cannot be resolved at the moment.
      ended(e.getCause() == null ? e : e.getCause());
      return;
    }
    begun.read(topics);
    loop = begun;
    failure = null;
    Thread thread = new Thread(() -> run(begun), "event-bus-poll-" + name);
    thread.start();
  }

  /** Ends after the running batches. */
  Future<Void> close() {
    closing = true;
    if (loop == null) {
      ended.tryComplete();
    } else {
      loop.close();
    }
    return ended.future();
  }

  /**
   * Works while nothing is read here, and begins to read again, whatever comes of the work.
   *
   * @return fails with {@link IllegalStateException} if such work is going on already
   */
  Future<Void> whileStopped(Supplier<Future<Void>> work) {
    if (stopped != null || closing) {
      return Future.failedFuture(
          new IllegalStateException("Subscription %s is being stopped already".formatted(name)));
    }
    Promise<Void> silence = Promise.promise();
    stopped = silence;
    if (loop == null) {
      silence.complete();
    } else {
      loop.close();
    }
    return silence
        .future()
        .compose(silent -> work.get())
        .onComplete(
            done ->
                context.runOnContext(
                    goOn -> {
                      stopped = null;
                      start();
                    }));
  }

  private void run(PollLoop running) {
    Throwable cause = null;
    try {
      running.run();
    } catch (RuntimeException | Error e) {
      cause = e;
      LOG.error(
          "{} {}: the poll loop ended unexpectedly. A new consumer begins at the committed offsets.",
          LogCode.POLL_FAILED,
          name,
          e);
    }
    Throwable reason = cause;
    context.runOnContext(done -> ended(reason));
  }

  private void ended(@Nullable Throwable reason) {
    over.run();
    loop = null;
    if (closing) {
      ended.tryComplete();
      if (stopped != null) {
        stopped.tryFail(new IllegalStateException("The module is being stopped"));
      }
    } else if (stopped != null) {
      stopped.tryComplete();
    } else {
      failure = String.valueOf(reason);
      failed.accept(failure);
      vertx.setTimer(RESTART_PAUSE.toMillis(), again -> start());
    }
  }
}
