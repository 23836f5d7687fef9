/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The machine's clock and random numbers; calls back on one context. */
public final class MachineTimeline implements Timeline {

  private static final long BELOW_A_MILLISECOND = 999_999;

  private final Vertx vertx;
  private final Context context;

  /** Calls back on the given context. */
  public MachineTimeline(Context context) {
    this.vertx = context.owner();
    this.context = context;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    // Vert.x only supports whole milliseconds, at least 1.
    long millis = Math.max(1, delay.plusNanos(BELOW_A_MILLISECOND).toMillis());
    long timer = vertx.setTimer(millis, over -> context.runOnContext(run -> action.run()));
    return () -> vertx.cancelTimer(timer);
  }

  @Override
  public RandomGenerator chance() {
    return ThreadLocalRandom.current();
  }
}
