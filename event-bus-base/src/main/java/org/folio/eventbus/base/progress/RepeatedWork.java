/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.base.time.Timeline;

/**
 * Work that is repeated, one run after another. An exception, or a future that never completes,
 * ends one run but no later one. Used on the timeline's thread only.
 */
public final class RepeatedWork {

  // Number of limits that a run may take before it counts as lost; also the number of failures
  // before an operator is informed.
  private static final int PATIENCE = 3;

  private final Timeline timeline;
  private final Duration interval;
  private final Duration limit;
  private final Mover mover;
  private final Supplier<Future<?>> work;
  private Runnable cancelNext;
  private boolean running;
  private boolean again;
  private boolean closed;

  /**
   * Starts after one interval.
   *
   * @param interval from the end of one run to the start of the next
   * @param limit the time limit of one run
   * @param name the beginning of a sentence
   */
  public RepeatedWork(
      Timeline timeline,
      ProgressWatch watch,
      String name,
      Duration interval,
      Duration limit,
      Supplier<Future<?>> work) {
    this.timeline = timeline;
    this.interval = interval;
    this.limit = limit;
    this.work = work;
    this.mover =
        watch.mover(MoverKind.REPEATED_WORK, name, interval.plus(limit).multipliedBy(PATIENCE));
    mover.hasWork();
    cancelNext = timeline.after(interval, this::run);
  }

  /** The same on the current context of Vert.x, or a new one, starting at once. */
  public static RepeatedWork start(
      Vertx vertx,
      ProgressWatch watch,
      String name,
      Duration interval,
      Duration limit,
      Supplier<Future<?>> work) {
    Context context = vertx.getOrCreateContext();
    RepeatedWork repeated =
        new RepeatedWork(new MachineTimeline(context), watch, name, interval, limit, work);
    context.runOnContext(begin -> repeated.soon());
    return repeated;
  }

  /** Runs the work now, or once more after the current run. */
  public void soon() {
    if (running) {
      again = true;
    } else {
      run();
    }
  }

  /** Starts no further run. */
  public void close() {
    closed = true;
    cancelNext.run();
    mover.close();
  }

  private void run() {
    if (closed || running) {
      return;
    }
    cancelNext.run();
    running = true;
    again = false;
    timeline
        .within(
            limit, Future.<Void>succeededFuture().<Object>compose(begin -> work.get().mapEmpty()))
        .onComplete(
            done -> {
              running = false;
              if (done.succeeded()) {
                mover.moved();
              } else {
                mover.failed(String.valueOf(done.cause()));
              }
              cancelNext = timeline.after(again ? Duration.ZERO : interval, this::run);
            });
  }
}
