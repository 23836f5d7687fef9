/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.folio.eventbus.base.progress.Loop;
import org.folio.eventbus.base.progress.Mover;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a poll loop running, and stops it for a while when nobody may read. Used on one context
 * only, but for what the loop itself calls.
 */
public final class RunningLoop {

  private final Context context;
  private final String name;
  private final Supplier<PollLoop> lives;
  private final Mover mover;
  private final Consumer<Throwable> failed;
  private volatile Set<String> topics = Set.of();
  private volatile @Nullable PollLoop life;
  private volatile @Nullable String failure;
  private @Nullable Loop loop;
  private boolean stopped;
  private boolean closing;

  /**
   * Runs nothing before {@link #start}.
   *
   * @param name the subscription
   * @param lives makes what polls, with a consumer of its own, on the loop's thread
   * @param mover that of the loop
   * @param failed hears why a life ended unexpectedly, on the loop's thread
   */
  public RunningLoop(
      Context context,
      String name,
      Supplier<PollLoop> lives,
      Mover mover,
      Consumer<Throwable> failed) {
    this.context = context;
    this.name = name;
    this.lives = lives;
    this.mover = mover;
    this.failed = failed;
  }

  /** What polls, or null while nothing does. */
  public @Nullable PollLoop life() {
    return life;
  }

  /** Why it stopped unexpectedly and does not read again yet; null if it runs. */
  public @Nullable String failure() {
    PollLoop now = life;
    return now != null && now.settled() ? null : failure;
  }

  /** What is to be read. */
  public Set<String> topics() {
    return topics;
  }

  /** Asks for a rebalance, if anything is read at the moment. */
  public void divideAnew() {
    PollLoop now = life;
    if (now != null) {
      now.divideAnew();
    }
  }

  /** Changes what is read, from the next poll on. */
  public void read(Set<String> wanted) {
    topics = wanted;
    PollLoop now = life;
    if (now != null) {
      now.read(wanted);
    }
  }

  public void start() {
    if (!closing && !stopped && loop == null) {
      Loop begun = new Loop("event-bus-poll-" + name, this::begin, mover, this::ended);
      loop = begun;
      begun.start();
    }
  }

  /** Ends after the running batches. */
  public Future<Void> close() {
    closing = true;
    return end().onComplete(ended -> mover.close());
  }

  /**
   * Works while nothing is read here, and begins to read again, whatever comes of the work.
   *
   * @return fails with {@link IllegalStateException} if such work is going on already
   */
  public Future<Void> whileStopped(Supplier<Future<Void>> work) {
    if (stopped || closing) {
      return Future.failedFuture(
          new IllegalStateException("Subscription %s is being stopped already".formatted(name)));
    }
    stopped = true;
    return end()
        .compose(
            silent ->
                closing
                    ? Future.failedFuture(new IllegalStateException("The module is being stopped"))
                    : work.get())
        .onComplete(
            done ->
                context.runOnContext(
                    goOn -> {
                      stopped = false;
                      start();
                    }));
  }

  private Future<Void> end() {
    Loop running = loop;
    if (running == null) {
      return Future.succeededFuture();
    }
    return Future.future(
        ended ->
            running
                .close()
                .onComplete(
                    over ->
                        context.runOnContext(
                            here -> {
                              loop = null;
                              life = null;
                              mover.idle();
                              ended.complete();
                            })));
  }

  private PollLoop begin() {
    PollLoop begun = lives.get();
    life = begun;
    // Whatever was asked for meanwhile is in the field by now, and what comes later finds the life.
    begun.read(topics);
    return begun;
  }

  private void ended(Throwable cause) {
    life = null;
    failure = cause.toString();
    failed.accept(cause);
  }
}
