/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.folio.eventbus.base.time.Timeline;

/**
 * One life of a process. A kill discards all its further actions; a pause delays them while the
 * rest of the world continues.
 */
public final class SimulatedProcess implements Timeline {

  private final String name;
  private final VirtualTime time;
  private final Faults faults;
  private final List<Runnable> putOff = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private boolean alive = true;
  private boolean paused;
  private long pausedAt;

  SimulatedProcess(String name, VirtualTime time, Faults faults) {
    this.name = name;
    this.time = time;
    this.faults = faults;
  }

  public boolean alive() {
    return alive;
  }

  public VirtualTime time() {
    return time;
  }

  /** Whether it has been silent for longer than the given time. */
  public boolean silentFor(Duration limit) {
    return !alive || paused && time.now() - pausedAt > limit.toNanos();
  }

  /** Runs an action in the process: now, after its pause, or never if it is dead. */
  public void run(Runnable action) {
    if (alive && paused) {
      putOff.add(action);
    } else if (alive) {
      action.run();
    }
  }

  /** Runs an action at the end of the process. */
  public void atEnd(Runnable action) {
    atEnd.add(action);
  }

  void kill() {
    alive = false;
    putOff.clear();
    atEnd.forEach(Runnable::run);
    atEnd.clear();
  }

  void pause() {
    paused = true;
    pausedAt = time.now();
  }

  void resume() {
    paused = false;
    List<Runnable> late = List.copyOf(putOff);
    putOff.clear();
    late.forEach(this::run);
  }

  public boolean paused() {
    return paused;
  }

  /**
   * Calls a server. The request may get lost, and so may the answer to a request that was served.
   *
   * @param served the action of the server; it may throw
   */
  public <T> Future<T> call(Supplier<T> served) {
    return ask(
        answer -> {
          try {
            answer.complete(served.get());
          } catch (RuntimeException e) {
            answer.fail(e);
          }
        });
  }

  /** Calls a server that may delay its answer. */
  public <T> Future<T> ask(Consumer<Promise<T>> served) {
    Promise<T> result = Promise.promise();
    time.in(
        faults.latency(),
        () -> {
          if (faults.strikes()) {
            run(() -> result.tryFail(new OutageException("the connection was lost")));
            return;
          }
          Promise<T> answer = Promise.promise();
          answer.future().onComplete(done -> reply(result, answer.future()));
          served.accept(answer);
        });
    return result.future();
  }

  private <T> void reply(Promise<T> result, Future<T> answer) {
    time.in(
        faults.latency(),
        () ->
            run(
                () -> {
                  if (faults.strikes()) {
                    result.tryFail(new OutageException("the answer was lost"));
                  } else {
                    answer.onSuccess(result::tryComplete).onFailure(result::tryFail);
                  }
                }));
  }

  @Override
  public long nanoTime() {
    return time.now();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    boolean[] cancelled = {false};
    time.in(
        delay,
        () ->
            run(
                () -> {
                  if (!cancelled[0]) {
                    action.run();
                  }
                }));
    return () -> cancelled[0] = true;
  }

  @Override
  public RandomGenerator chance() {
    return time.chance();
  }

  @Override
  public String toString() {
    return name;
  }
}
