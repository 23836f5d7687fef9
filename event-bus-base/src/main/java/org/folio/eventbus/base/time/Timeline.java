/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Time and random numbers. All decisions use it, so that a simulation can run them with its own
 * clock and seed. Callbacks run on the thread of the decisions.
 */
public interface Timeline {

  /** Nanoseconds since some moment in the past; never runs backwards. */
  long nanoTime();

  /**
   * Calls back once, no earlier than after the delay.
   *
   * @param delay at least 0
   * @return cancels the call if it has not started
   */
  Runnable after(Duration delay, Runnable action);

  /** The source of random numbers, for example for jitter. */
  RandomGenerator chance();

  /**
   * The result of work with a time limit.
   *
   * @return fails with {@link TimeoutException} after the limit; a later result is ignored
   */
  default <T> Future<T> within(Duration limit, Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    Promise<T> result = Promise.promise();
    Runnable cancel =
        after(
            limit,
            () ->
                result.tryFail(
                    new TimeoutException("It did not end within " + Limit.words(limit))));
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

  /** Calls back repeatedly, first after one interval, until cancelled. */
  default Runnable every(Duration interval, Runnable action) {
    return new Repetition(this, interval, action).start();
  }
}
