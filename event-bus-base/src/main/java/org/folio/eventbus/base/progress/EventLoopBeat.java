/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import org.folio.eventbus.base.time.Timeline;

/** Lets an event loop show that it turns. */
public final class EventLoopBeat {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  // Nothing may block an event loop; a long pause of the garbage collector is shorter.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private EventLoopBeat() {}

  /**
   * Watches over an event loop.
   *
   * @param of whose it is
   */
  public static Mover mover(ProgressWatch watch, String of) {
    return watch.mover(MoverKind.EVENT_LOOP, "The event loop of " + of, LIMIT);
  }

  /**
   * Begins to beat.
   *
   * @return ends it
   */
  public static Runnable start(Timeline timeline, Mover mover) {
    beat(mover);
    return timeline.every(INTERVAL, () -> beat(mover));
  }

  private static void beat(Mover mover) {
    mover.moved();
    // What is known of a loop that does not beat again.
    mover.failed("something blocks it; a thread dump shows what");
  }
}
