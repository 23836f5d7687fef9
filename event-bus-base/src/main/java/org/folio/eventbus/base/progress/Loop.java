/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.folio.eventbus.base.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works in rounds until it is closed. No exception of a round ends the thread: its
 * resources are closed and created anew. Safe for use by several threads.
 */
public final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  // After an immediate failure the first retries come soon. Members that join and leave a consumer
  // group each second would disturb the others.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /**
   * A life of this length counts as successful. A life that repeatedly ends earlier may complete
   * some rounds and still make no progress.
   */
  public static final Duration SETTLED = LONGEST_PAUSE;

  // A lasting cause is logged at the first failure, and again after this many further ones.
  private static final int LOG_EVERY = 20;

  /** The resources of a loop from one failure to the next. Used on the loop's thread only. */
  public interface Life {

    /**
     * Does some of the work, for some seconds at most.
     *
     * @throws Exception ends this life, and another starts
     */
    void round() throws Exception;

    /** Makes a waiting round end soon. Called from any thread. */
    default void wake() {}

    /** Releases the resources. Exceptions are logged. */
    void close() throws Exception;
  }

  private final String name;
  private final Callable<? extends Life> lives;
  private final Mover mover;
  private final Consumer<Throwable> failed;
  private final Promise<Void> ended = Promise.promise();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Life life;
  private @Nullable Thread thread;
  private Duration pause = FIRST_PAUSE;
  private int failures;

  /**
   * A loop that does nothing before {@link #start}.
   *
   * @param name of the thread
   * @param lives creates the resources of a life, on the loop's thread; a failure is retried
   * @param mover has work while no life can be created; the lives report the rest
   * @param failed receives the reason why a life has ended, on the loop's thread
   */
  public Loop(
      String name, Callable<? extends Life> lives, Mover mover, Consumer<Throwable> failed) {
    this.name = name;
    this.lives = lives;
    this.mover = mover;
    this.failed = failed;
    mover.remedy(this::breakOff);
  }

  /** Starts, unless it was started or closed before. */
  public synchronized void start() {
    if (thread == null && !closed()) {
      thread = new Thread(this::run, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Ends after the running round. Completes on the loop's thread when all resources are released.
   */
  public synchronized Future<Void> close() {
    closing.countDown();
    Life running = life;
    if (running != null) {
      running.wake();
    }
    if (thread == null) {
      ended.tryComplete();
    }
    return ended.future();
  }

  /** Interrupts the wait of the running round; another life starts. */
  public synchronized void breakOff() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void run() {
    while (!closed()) {
      try {
        live();
      } catch (Throwable e) {
        // Catches errors too: a thread that ends with one would stop silently.
        if (!closed()) {
          note(e);
          pauseAfterFailure();
        }
      }
    }
    ended.complete();
  }

  private void live() throws Exception {
    Life begun = lives.call();
    long since = System.nanoTime();
    life = begun;
    try {
      while (!closed()) {
        begun.round();
      }
    } finally {
      life = null;
      if (System.nanoTime() - since >= SETTLED.toNanos()) {
        failures = 0;
        pause = FIRST_PAUSE;
      }
      close(begun);
    }
  }

  private void close(Life over) {
    // The interrupt of the round must not interrupt this.
    Thread.interrupted();
    try {
      over.close();
    } catch (Exception e) {
      LOG.warn("{} {}: releasing its resources failed: {}", LogCode.LOOP_FAILED, name, e, e);
    }
  }

  private void note(Throwable cause) {
    mover.hasWork();
    mover.failed(cause.toString());
    failed.accept(cause);
    if (failures++ % LOG_EVERY == 0) {
      LOG.error(
          "{} {} ended unexpectedly and starts again within {} s",
          LogCode.LOOP_FAILED,
          name,
          pause.toSeconds(),
          cause);
    }
  }

  private void pauseAfterFailure() {
    Thread.interrupted();
    try {
      closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("{} starts again at once", name);
    }
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }
}
