/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Time and chance. Everything that decides takes both from here, so that a simulation can run it
 * with a clock and a seed of its own. Callbacks run on the thread that the decisions run on.
 */
public interface Timeline {

  /** Nanoseconds since some moment in the past; never runs backwards. */
  long nanoTime();

  /**
   * Calls back once, not before the time has passed.
   *
   * @param delay at least 0
   * @return cancels the call if it has not begun
   */
  Runnable after(Duration delay, Runnable action);

  /** The source of chance, for example for jitter. */
  RandomGenerator chance();

  /**
   * The result of work that may take a limited time.
   *
   * @return fails with {@link TimeoutException} when the time is over; what the work does
   *     afterwards counts no more
   */
  default <T> Future<T> within(Duration limit, Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    Promise<T> result = Promise.promise();
    Runnable cancel =
        after(limit, () -> result.tryFail(new TimeoutException("It did not end within " + limit)));
    work.onComplete(
        done -> {
          cancel.run();
          if (done.succeeded()) {
            result.tryComplete(done.result());
          } else {
            result.tryFail(done.cause());
          }
        });
    return result.future();
  }

  /** Calls back again and again, the first time after one interval, until cancelled. */
  default Runnable every(Duration interval, Runnable action) {
    return new Repetition(this, interval, action).start();
  }
}
