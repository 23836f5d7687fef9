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
 * Keeps a poll loop running, and stops it temporarily when no member may read. Used on one context
 * only, except for the callbacks of the loop itself.
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
   * @param lives creates the poll loop, with its own consumer, on the loop's thread
   * @param mover the mover of the loop
   * @param failed receives the reason why a life ended unexpectedly, on the loop's thread
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

  /** The poll loop, or null while there is none. */
  public @Nullable PollLoop life() {
    return life;
  }

  /** Why it stopped unexpectedly and does not read again yet; null if it runs. */
  public @Nullable String failure() {
    PollLoop now = life;
    return now != null && now.settled() ? null : failure;
  }

  /** The topics to read. */
  public Set<String> topics() {
    return topics;
  }

  /** Requests a rebalance if anything is being read. */
  public void divideAnew() {
    PollLoop now = life;
    if (now != null) {
      now.divideAnew();
    }
  }

  /** Changes the topics to read, from the next poll on. */
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
   * Runs work while nothing is read here, and then resumes reading, whatever the result of the
   * work.
   *
   * @return fails with {@link IllegalStateException} if such work is running already
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
    // Earlier requests are in the field by now, and later ones find the life.
    begun.read(topics);
    return begun;
  }

  private void ended(Throwable cause) {
    life = null;
    failure = cause.toString();
    failed.accept(cause);
  }
}
